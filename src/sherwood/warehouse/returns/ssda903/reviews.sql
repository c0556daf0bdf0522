-- Reviews of the SSDA903: those held in the year.
-- grain: one row a review
-- key: child, review
-- rules: a review without the child's part in it, as Annex A tells it, is left out: the return has no code for not known.
SELECT p.source_id AS child, p.birth_date AS dob, v.review_date AS review, v.participation AS review_code
FROM review AS v
JOIN person AS p ON p.person_key = v.person_key
WHERE v.review_date BETWEEN $first_day AND $last_day AND v.participation IS NOT NULL
ORDER BY p.source_id, v.review_date
