-- Children with an episode have no date of birth, so that no figure by age can hold them.
-- on failure: warn
-- remedy: load the header file of the year, or correct the date of birth in it
SELECT p.source_row
FROM person AS p
WHERE p.birth_date IS NULL AND p.person_key IN (SELECT e.person_key FROM episode AS e)
