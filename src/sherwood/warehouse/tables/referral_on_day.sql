-- Cases by day: for each day on which something began for a child, the referral it belongs to where the feed does not say.
-- grain: one row per child and day on which an assessment, an enquiry or a plan began
-- key: person_key, day
-- rules: the latest referral on or before the day, if its case had not closed before it. A referral closed with no
--   further action at once closes on its day.
WITH began AS (
    SELECT a.person_key, a.start_date AS day FROM assessment_said AS a
    UNION
    SELECT s.person_key, s.start_date AS day FROM section_47_said AS s
    UNION
    SELECT p.person_key, p.start_date AS day FROM child_protection_plan_said AS p
    UNION
    SELECT p.person_key, p.start_date AS day FROM child_in_need_plan_said AS p
),
days AS (
    SELECT b.person_key, b.day, CAST(NULL AS DATE) AS referral_date FROM began AS b
    UNION ALL
    SELECT r.person_key, r.referral_date AS day, r.referral_date FROM referral_chosen AS r
),
latest AS (
    SELECT
        d.person_key,
        d.day,
        MAX(d.referral_date) OVER (
            PARTITION BY d.person_key ORDER BY d.day RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS referral_date
    FROM days AS d
)
SELECT
    r.authority,
    r.feed,
    b.person_key,
    r.source_row,
    b.day,
    r.referral_date
FROM began AS b
JOIN (SELECT DISTINCT l.person_key, l.day, l.referral_date FROM latest AS l) AS l
    ON l.person_key = b.person_key AND l.day = b.day
JOIN referral_chosen AS r
    ON r.person_key = l.person_key
    AND r.referral_date = l.referral_date
    AND CASE
        WHEN r.is_no_further_action AND COALESCE(r.close_date, DATE '9999-12-31') = DATE '9999-12-31' THEN r.referral_date
        ELSE COALESCE(r.close_date, DATE '9999-12-31')
    END >= b.day
