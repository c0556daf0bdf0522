-- Events are dated after the last day the files can speak of.
-- on failure: warn
-- remedy: correct the date at source and load the file again
SELECT e.source_row
FROM episode AS e
CROSS JOIN build_facts AS b
WHERE e.start_date > b.data_date
UNION ALL
SELECT v.source_row
FROM review AS v
CROSS JOIN build_facts AS b
WHERE v.review_date > b.data_date
UNION ALL
SELECT m.source_row
FROM missing AS m
CROSS JOIN build_facts AS b
WHERE m.start_date > b.data_date
UNION ALL
SELECT a.source_row
FROM allocation AS a
CROSS JOIN build_facts AS b
WHERE a.start_date > b.data_date
