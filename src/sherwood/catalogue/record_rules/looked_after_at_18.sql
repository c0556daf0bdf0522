-- Periods of care that go on at eighteen.
-- grain: one row per row of period_of_care at fault
-- key: source_row
-- rules: a birthday of 29 February falls on 1 March in a year without that day, as everywhere (timescales: age).
WITH grown AS (
    SELECT
        p.authority,
        p.person_key,
        GREATEST(
            CAST(p.birth_date + INTERVAL 18 YEAR AS DATE),
            CAST(p.birth_date - INTERVAL 1 DAY + INTERVAL 18 YEAR + INTERVAL 1 DAY AS DATE)
        ) AS birthday
    FROM person AS p
)
SELECT
    c.authority,
    c.feed,
    c.person_key,
    c.source_row,
    CAST(c.start_date AS VARCHAR) AS subject,
    p.birthday AS fault_date,
    'Looked after since ' || CAST(c.start_date AS VARCHAR) || ', eighteen on ' || CAST(p.birthday AS VARCHAR)
    AS told
FROM period_of_care AS c
JOIN grown AS p ON p.authority = c.authority AND p.person_key = c.person_key
JOIN build_facts AS b ON b.authority = c.authority
WHERE LEAST(c.until_date, CAST(b.data_date + INTERVAL 1 DAY AS DATE)) > p.birthday
