-- Deprivation of liberty orders, as returned from 2026/27.
-- grain: one row per order
-- key: source_row
-- rules: an order without an end goes on (SSDA903 guide: DOLO_START, DOLO_END).
SELECT
    d.authority,
    d.feed,
    r.person_key,
    d.source_row,
    d.dolo_start AS start_date,
    COALESCE(d.dolo_end, DATE '9999-12-31') AS until_date
FROM landing_ssda903_deprivation_of_liberty AS d
JOIN person_record AS r ON r.feed = d.feed AND r.source_id = d.source_id
