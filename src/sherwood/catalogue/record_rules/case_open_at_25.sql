-- Cases of children in need open on the last day of the data of somebody who is twenty-five, the age to which care leavers are helped.
-- grain: one row per row of child_in_need at fault
-- key: source_row
-- rules: a birthday of 29 February falls on 1 March in a year without that day, as everywhere (timescales: age).
WITH grown AS (
    SELECT
        p.authority,
        p.person_key,
        p.birth_date,
        GREATEST(
            CAST(p.birth_date + INTERVAL 25 YEAR AS DATE),
            CAST(p.birth_date - INTERVAL 1 DAY + INTERVAL 25 YEAR + INTERVAL 1 DAY AS DATE)
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
    'Case of ' || CAST(c.start_date AS VARCHAR) || ', born ' || CAST(p.birth_date AS VARCHAR) AS told
FROM child_in_need AS c
JOIN grown AS p ON p.authority = c.authority AND p.person_key = c.person_key
JOIN build_facts AS b ON b.authority = c.authority
WHERE c.start_date <= b.data_date AND b.data_date < c.end_date AND p.birthday <= b.data_date
