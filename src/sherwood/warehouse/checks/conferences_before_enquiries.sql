-- Initial child protection conferences are dated before the section 47 enquiry that led to them.
-- on failure: warn
-- remedy: correct the date of the conference or the enquiry; until then it counts as held but has no working days
SELECT i.source_row
FROM initial_conference AS i
WHERE i.conference_date < i.section_47_start_date
