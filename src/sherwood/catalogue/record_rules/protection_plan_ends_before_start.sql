-- Protection plans that end before the day they begin.
-- grain: one row per row of child_protection_plan at fault
-- key: source_row
SELECT
    c.authority,
    c.feed,
    c.person_key,
    c.source_row,
    CAST(c.start_date AS VARCHAR) AS subject,
    c.end_date AS fault_date,
    'Begins ' || CAST(c.start_date AS VARCHAR) || ', ends ' || CAST(c.end_date AS VARCHAR) AS told
FROM child_protection_plan AS c
WHERE c.end_date < c.start_date
