-- Protection plans open on the last day of the data of somebody who is eighteen.
-- grain: one row per row of child_protection_plan at fault
-- key: source_row
SELECT
    c.authority,
    c.feed,
    c.person_key,
    c.source_row,
    CAST(c.start_date AS VARCHAR) AS subject,
    CAST(p.birth_date + INTERVAL 18 YEAR AS DATE) AS fault_date,
    'Plan since ' || CAST(c.start_date AS VARCHAR) || ', eighteen on ' || CAST(CAST(p.birth_date + INTERVAL 18 YEAR AS DATE) AS VARCHAR) AS told
FROM child_protection_plan AS c
JOIN person AS p ON p.authority = c.authority AND p.person_key = c.person_key
JOIN build_facts AS b ON b.authority = c.authority
WHERE c.start_date <= b.data_date AND b.data_date < c.end_date AND p.birth_date + INTERVAL 18 YEAR <= b.data_date
