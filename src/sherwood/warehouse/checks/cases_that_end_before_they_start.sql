-- Cases, plans or enquiries end before they start.
-- on failure: warn
-- remedy: correct the dates at source and load the file again; until then it stands open on no day
SELECT r.source_row
FROM referral AS r
WHERE r.close_date < r.referral_date
UNION ALL
SELECT e.source_row
FROM early_help AS e
WHERE e.end_date < e.start_date
UNION ALL
SELECT c.source_row
FROM child_in_need AS c
WHERE c.end_date < c.start_date
UNION ALL
SELECT s.source_row
FROM section_47 AS s
WHERE s.end_date < s.start_date
UNION ALL
SELECT p.source_row
FROM child_protection_plan AS p
WHERE p.end_date < p.start_date
UNION ALL
SELECT p.source_row
FROM child_in_need_plan AS p
WHERE p.end_date < p.start_date
