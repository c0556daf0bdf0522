-- Protection plans that are still open, or end later, when the child's next plan begins.
-- grain: one row per row of child_protection_plan at fault
-- key: source_row
SELECT
    c.authority,
    c.feed,
    c.person_key,
    c.source_row,
    CAST(c.start_date AS VARCHAR) AS subject,
    c.next_plan_start_date AS fault_date,
    'Plan of ' || CAST(c.start_date AS VARCHAR) || ' goes on, the next began ' || CAST(c.next_plan_start_date AS VARCHAR) AS told
FROM child_protection_plan AS c
WHERE c.next_plan_start_date < c.end_date
