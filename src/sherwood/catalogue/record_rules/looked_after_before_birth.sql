-- Episodes that began before the date of birth.
-- grain: one row per row of episode at fault
-- key: source_row
SELECT
    e.authority,
    e.feed,
    e.person_key,
    e.source_row,
    CAST(e.start_date AS VARCHAR) AS subject,
    e.start_date AS fault_date,
    'Episode from ' || CAST(e.start_date AS VARCHAR) || ', born ' || CAST(p.birth_date AS VARCHAR) AS told
FROM episode AS e
JOIN person AS p ON p.authority = e.authority AND p.person_key = e.person_key
WHERE e.start_date < p.birth_date
