-- Times missing that have gone on for more than 28 days on the last day of the data.
-- grain: one row per row of missing at fault
-- key: source_row
SELECT
    m.authority,
    m.feed,
    m.person_key,
    m.source_row,
    CAST(m.start_date AS VARCHAR) AS subject,
    m.start_date AS fault_date,
    'Missing since ' || CAST(m.start_date AS VARCHAR) AS told
FROM missing AS m
JOIN build_facts AS b ON b.authority = m.authority
WHERE m.until_date = DATE '9999-12-31' AND m.start_date < b.data_date - INTERVAL 28 DAY
