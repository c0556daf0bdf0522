-- Young people of 18 or over are still looked after on the last day the files speak of.
-- on failure: warn
-- remedy: close the episode at source, or correct the date of birth, and load the file again
SELECT e.source_row
FROM episode AS e
CROSS JOIN build_facts AS b
JOIN person AS p ON p.person_key = e.person_key
WHERE
    e.start_date <= b.data_date
    AND b.data_date < e.until_date
    AND p.birth_date <= CAST(b.data_date - INTERVAL '18' YEAR AS DATE)
