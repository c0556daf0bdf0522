-- Child in need plans from start to end.
-- grain: one row per child and first day
-- key: plan_key
-- rules: a plan belongs to the referral its feed names, else to the child's latest one on or before its first day. A plan
--   is open on a day when it began on or before it and ends after it. The next referral is the first after its end
--   that is on no open case.
WITH next_referrals AS (
    SELECT c.person_key, c.start_date, MIN(r.referral_date) AS next_referral_date
    FROM child_in_need_plan_chosen AS c
    JOIN referral AS r
        ON r.person_key = c.person_key AND r.referral_date > c.end_date AND NOT r.is_on_open_case
    GROUP BY c.person_key, c.start_date
)
SELECT
    c.authority,
    c.feed,
    c.person_key,
    c.source_row,
    c.person_key || ':' || CAST(c.start_date AS VARCHAR) AS plan_key,
    c.start_date,
    c.end_date,
    COALESCE(c.referral_date, r.referral_date) AS referral_date,
    COALESCE(n.next_referral_date, DATE '9999-12-31') AS next_referral_date,
    c.sources
FROM child_in_need_plan_chosen AS c
LEFT JOIN referral_on_day AS r ON r.person_key = c.person_key AND r.day = c.start_date
LEFT JOIN next_referrals AS n ON n.person_key = c.person_key AND n.start_date = c.start_date
