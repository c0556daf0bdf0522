-- grain: every case with an initial conference on a Saturday or Sunday, its own or that of one of its enquiries
SELECT c.source_row
FROM cin_details AS c
LEFT JOIN section_47 AS s ON c.case_row = s.case_row
WHERE ISODOW(c.conference_date) > 5 OR ISODOW(s.conference_date) > 5
