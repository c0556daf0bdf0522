-- grain: every enquiry with a target on a Saturday or Sunday
SELECT s.source_row
FROM section_47 AS s
WHERE ISODOW(s.conference_target_date) > 5
