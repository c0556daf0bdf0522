-- Children in need or looked after on the last day the files speak of are allocated to nobody that day.
-- on failure: warn
-- remedy: record the allocated worker at source and load the file again
WITH allocated AS (
    SELECT a.person_key
    FROM allocation AS a
    CROSS JOIN build_facts AS b
    WHERE a.start_date <= b.data_date AND b.data_date <= a.through_date
),
held AS (
    SELECT p.person_key, p.source_row
    FROM period_of_care AS p
    CROSS JOIN build_facts AS b
    WHERE NOT p.is_short_break AND p.start_date <= b.data_date AND b.data_date < p.until_date
    UNION
    SELECT c.person_key, c.source_row
    FROM child_in_need AS c
    CROSS JOIN build_facts AS b
    WHERE c.start_date <= b.data_date AND b.data_date < c.end_date
)
SELECT h.source_row
FROM held AS h
WHERE h.person_key NOT IN (SELECT a.person_key FROM allocated AS a) AND EXISTS (SELECT 1 FROM allocated AS a)
