-- Annex A list 1: contacts of the six months to the day.
-- grain: one row a child, day and source group
-- key: person_key, contact_date, contact_source
SELECT c.person_key, c.source_row, c.contact_date, c.contact_source
FROM contact AS c
WHERE c.contact_date BETWEEN $since AND $as_at
