-- Health returns (OC2) came for children who were not looked after for the whole year.
-- on failure: warn
-- remedy: correct the child's episodes or leave the row out of OC2 at source, and load the file again
SELECT o.source_row
FROM landing_ssda903_oc2 AS o
JOIN collection_year AS y ON y.feed = o.feed AND y.period = o.period
CROSS JOIN build_facts AS b
JOIN person_record AS r ON r.feed = o.feed AND r.source_id = o.source_id
LEFT JOIN health_year AS h ON h.person_key = r.person_key AND h.period = o.period
WHERE y.period_end <= b.data_date AND h.person_key IS NULL
