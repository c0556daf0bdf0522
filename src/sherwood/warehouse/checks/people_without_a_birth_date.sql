-- Children have neither a date of birth nor one expected, so that no figure by age can hold them.
-- on failure: warn
-- remedy: record the date at source and load the file again
SELECT p.source_row
FROM person AS p
WHERE p.birth_date IS NULL AND p.expected_birth_date IS NULL
