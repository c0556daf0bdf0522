-- Reviews were held on a day on which the child was not looked after, of children whose care any file tells of.
-- on failure: warn
-- remedy: correct the review's date or the child's episodes at source and load the file again
SELECT v.source_row
FROM review AS v
WHERE
    v.period_of_care_key IS NULL
    AND EXISTS (SELECT 1 FROM episode AS e WHERE e.person_key = v.person_key)
    AND NOT EXISTS (
        SELECT 1
        FROM period_of_care AS p
        WHERE p.person_key = v.person_key AND p.start_date <= v.review_date AND v.review_date < p.until_date
    )
