-- A child has several referrals on one day in the case system: they count as one, that of the lowest identifier.
-- on failure: warn
-- remedy: join the referrals of that day in the case system, or correct the date of the one that is wrong
WITH numbered AS (
    SELECT
        s.source_row,
        ROW_NUMBER() OVER (
            PARTITION BY r.person_key, s.cine_referral_date ORDER BY s.cine_referral_id, s.source_row
        ) AS number
    FROM landing_ssd_cin_episodes AS s
    JOIN person_record AS r ON r.feed = s.feed AND r.source_id = s.source_id
    WHERE s.cine_referral_date IS NOT NULL
)
SELECT n.source_row
FROM numbered AS n
WHERE n.number > 1
