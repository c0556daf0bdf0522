-- Periods of care that go on at eighteen.
-- grain: one row per row of period_of_care at fault
-- key: source_row
SELECT
    c.authority,
    c.feed,
    c.person_key,
    c.source_row,
    CAST(c.start_date AS VARCHAR) AS subject,
    CAST(p.birth_date + INTERVAL 18 YEAR AS DATE) AS fault_date,
    'Looked after since ' || CAST(c.start_date AS VARCHAR) || ', eighteen on ' || CAST(CAST(p.birth_date + INTERVAL 18 YEAR AS DATE) AS VARCHAR)
    AS told
FROM period_of_care AS c
JOIN person AS p ON p.authority = c.authority AND p.person_key = c.person_key
JOIN build_facts AS b ON b.authority = c.authority
WHERE LEAST(c.until_date, CAST(b.data_date + INTERVAL 1 DAY AS DATE)) > p.birth_date + INTERVAL 18 YEAR
