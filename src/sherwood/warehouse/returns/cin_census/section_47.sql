-- Section 47 enquiries under the cases of the census that touch the year.
-- grain: one row an enquiry
-- key: child, referral_date, start_date
-- rules: one whose conference is still to come goes on; the target stands where a conference is wanted, and that none is wanted is known
--   only at the end of the enquiry.
WITH cases AS (
    SELECT f.person_key, f.referral_date
    FROM referral AS f
    WHERE
        f.referral_date <= $last_day
        AND f.close_date >= $first_day
        AND (f.referral_date >= $first_day OR NOT COALESCE(f.is_no_further_action, FALSE))
)
SELECT
    p.source_id AS child,
    s.referral_date,
    s.start_date,
    CASE
        WHEN NOT COALESCE(s.is_conference_not_required, FALSE) OR s.until_date > $last_day THEN s.conference_due_date
    END AS conference_target_date,
    CASE WHEN s.conference_date <= $last_day THEN s.conference_date END AS conference_date,
    CASE WHEN COALESCE(s.is_conference_not_required, FALSE) AND s.until_date <= $last_day THEN 'true' ELSE 'false' END
        AS conference_not_required
FROM section_47 AS s
JOIN cases AS c ON c.person_key = s.person_key AND c.referral_date = s.referral_date
JOIN person AS p ON p.person_key = s.person_key
WHERE s.start_date <= $last_day AND s.until_date >= $first_day
ORDER BY p.source_id, s.referral_date, s.start_date
