-- Reviews held: looked-after reviews, each once whichever feeds hold it.
-- grain: one row per child and day of review
-- key: person_key, review_date
-- rules: a review belongs to the ordinary period of care open on its day, the first day included and the last not.
SELECT
    c.authority,
    c.feed,
    c.person_key,
    c.source_row,
    c.review_date,
    c.participation,
    p.period_of_care_key
FROM review_chosen AS c
LEFT JOIN period_of_care AS p
    ON p.person_key = c.person_key
    AND NOT p.is_short_break
    AND p.start_date <= c.review_date
    AND c.review_date < p.until_date
