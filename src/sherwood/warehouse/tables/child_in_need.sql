-- Children in need: cases open to children's social care, from the referral to the day the case closed.
-- grain: one row per child and first day
-- key: child_in_need_key
-- rules: a referral closed with no further action opened no case (Children in need census: ReferralNFA). Children over 18
--   and unborn children stay (Characteristics of children in need: methodology). A case open on a day began on or before
--   it and closes after it.
WITH cases AS (
    SELECT c.*
    FROM child_in_need_chosen AS c
    WHERE NOT COALESCE(c.is_no_further_action, FALSE)
),
days AS (
    SELECT c.person_key, c.end_date AS day, CAST(NULL AS DATE) AS referral_date
    FROM cases AS c
    WHERE c.end_date < DATE '9999-12-31'
    UNION ALL
    SELECT r.person_key, r.referral_date AS day, r.referral_date
    FROM referral AS r
    WHERE NOT r.is_on_open_case
),
ahead AS (
    SELECT
        d.person_key,
        d.day,
        MIN(d.referral_date) OVER (
            PARTITION BY d.person_key ORDER BY d.day
            RANGE BETWEEN INTERVAL '1' DAY FOLLOWING AND UNBOUNDED FOLLOWING
        ) AS next_referral_date
    FROM days AS d
),
next_referrals AS (
    SELECT DISTINCT a.person_key, a.day, a.next_referral_date
    FROM ahead AS a
)
SELECT
    c.authority,
    c.feed,
    c.person_key,
    c.source_row,
    c.person_key || ':' || CAST(c.start_date AS VARCHAR) AS child_in_need_key,
    c.start_date,
    c.end_date,
    CASE WHEN c.end_date < DATE '9999-12-31' THEN c.close_reason END AS close_reason,
    c.primary_need,
    CASE
        WHEN c.end_date < DATE '9999-12-31' THEN CAST(DATE_DIFF('day', c.start_date, c.end_date) AS INTEGER)
    END AS duration_days,
    c.end_date < DATE '9999-12-31' AND COALESCE(c.close_reason IN ('RC8', 'RC9'), FALSE) AS is_closed_after_assessment,
    COALESCE(n.next_referral_date, DATE '9999-12-31') AS next_referral_date,
    c.sources
FROM cases AS c
LEFT JOIN next_referrals AS n ON n.person_key = c.person_key AND n.day = c.end_date
