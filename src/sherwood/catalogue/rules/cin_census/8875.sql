-- grain: every case with an initial conference on a Saturday or Sunday, its own or that of one of its enquiries
SELECT c.source_row
FROM cin_details AS c
LEFT JOIN section_47 AS s ON c.source_id = s.source_id AND c.referral_date = s.referral_date
WHERE ISODOW(c.conference_date) > 5 OR ISODOW(s.conference_date) > 5
