-- Events dated after the day on which a file first held them, where that is after the last day of the data.
-- grain: one row per row of event at fault
-- key: source_row
SELECT
    e.authority,
    e.feed,
    e.person_key,
    e.source_row,
    e.kind || ' ' || CAST(e.event_date AS VARCHAR) AS subject,
    e.event_date AS fault_date,
    REPLACE(e.kind, '_', ' ') || ' on ' || CAST(e.event_date AS VARCHAR) || ', and the data end ' || CAST(b.data_date AS VARCHAR) AS told
FROM event AS e
JOIN build_facts AS b ON b.authority = e.authority
WHERE e.event_date > b.data_date
