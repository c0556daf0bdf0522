-- Annex A list 3: referrals of the six months to the day.
-- grain: one row a child and day
-- key: person_key, referral_date
-- rules: referrals in the last twelve months count the one of the row, none of after it and none of after the day.
WITH counted AS (
    SELECT
        r.*,
        COUNT(*) OVER (
            PARTITION BY r.person_key ORDER BY r.referral_date
            RANGE BETWEEN INTERVAL '12' MONTH PRECEDING AND CURRENT ROW
        ) AS referrals_12m
    FROM referral AS r
    WHERE r.referral_date <= $as_at
)
SELECT
    c.person_key,
    c.source_row,
    c.referral_date,
    c.referral_source,
    COALESCE(c.is_no_further_action, FALSE) AS referral_nfa,
    CAST(c.referrals_12m AS INTEGER) AS referrals_12m
FROM counted AS c
WHERE c.referral_date >= $since
