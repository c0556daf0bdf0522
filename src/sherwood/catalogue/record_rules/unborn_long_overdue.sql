-- Children recorded as unborn whose birth was expected more than six weeks ago.
-- grain: one row per row of person at fault
-- key: source_row
SELECT
    p.authority,
    p.feed,
    p.person_key,
    p.source_row,
    CAST(p.expected_birth_date AS VARCHAR) AS subject,
    p.expected_birth_date AS fault_date,
    'Birth was expected on ' || CAST(p.expected_birth_date AS VARCHAR) AS told
FROM person AS p
JOIN build_facts AS b ON b.authority = p.authority
WHERE p.is_unborn AND p.birth_date IS NULL AND p.expected_birth_date + INTERVAL 42 DAY < b.data_date
