-- Reviews held: looked-after reviews as returned.
-- grain: one row per child and day of review; several on one day count once, the later line's answer stands
-- key: person_key, review_date
-- rules: a review belongs to the ordinary period of care open on its day, the first day included and the last not.
WITH landed AS (
    SELECT
        v.authority,
        v.feed,
        r.person_key,
        v.source_row,
        v.review AS review_date,
        v.review_code AS participation,
        ROW_NUMBER() OVER (PARTITION BY r.person_key, v.review ORDER BY v.line DESC, v.source_row DESC) AS from_last
    FROM landing_ssda903_reviews AS v
    JOIN person_record AS r ON r.feed = v.feed AND r.source_id = v.source_id
)
SELECT
    l.authority,
    l.feed,
    l.person_key,
    l.source_row,
    l.review_date,
    l.participation,
    p.period_of_care_key
FROM landed AS l
LEFT JOIN period_of_care AS p
    ON p.person_key = l.person_key
    AND NOT p.is_short_break
    AND p.start_date <= l.review_date
    AND l.review_date < p.until_date
WHERE l.from_last = 1
