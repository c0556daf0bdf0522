-- Children began an episode before they were born.
-- on failure: warn
-- remedy: correct the date of birth or the episode's start at source and load the file again
SELECT e.source_row
FROM episode AS e
JOIN person AS p ON p.person_key = e.person_key
WHERE e.start_date < p.birth_date
