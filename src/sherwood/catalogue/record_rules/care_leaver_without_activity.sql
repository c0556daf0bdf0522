-- Young people on the latest list of care leavers for whom no activity or no accommodation is recorded.
-- grain: one row per row of care_leaver_now at fault
-- key: source_row
SELECT
    c.authority,
    c.feed,
    c.person_key,
    c.source_row,
    'list' AS subject,
    c.as_at_date AS fault_date,
    CASE
        WHEN c.activity IS NULL AND c.accommodation IS NULL THEN 'Neither activity nor accommodation is recorded'
        WHEN c.activity IS NULL THEN 'No activity is recorded'
        ELSE 'No accommodation is recorded'
    END AS told
FROM care_leaver_now AS c
WHERE c.until_date = DATE '9999-12-31' AND (c.activity IS NULL OR c.accommodation IS NULL)
