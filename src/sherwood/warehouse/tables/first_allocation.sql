-- First allocation after a referral: the first worker allocated after a referral, and how long that took.
-- grain: one row per referral on no open case
-- key: referral_key
-- rules: a worker who has the child already is allocated on the day of the referral.
WITH held AS (
    SELECT
        r.referral_key,
        GREATEST(a.start_date, r.referral_date) AS allocated_date,
        a.worker_id,
        ROW_NUMBER() OVER (
            PARTITION BY r.referral_key ORDER BY a.start_date, a.source_row
        ) AS from_first
    FROM referral AS r
    JOIN allocation AS a
        ON a.person_key = r.person_key AND a.start_date < r.close_date AND a.through_date >= r.referral_date
    WHERE NOT r.is_on_open_case
)
SELECT
    r.authority,
    r.feed,
    r.person_key,
    r.source_row,
    r.referral_key,
    r.referral_date,
    COALESCE(h.allocated_date, DATE '9999-12-31') AS allocated_date,
    h.worker_id,
    CAST(date_diff('day', r.referral_date, h.allocated_date) AS INTEGER) AS days
FROM referral AS r
LEFT JOIN held AS h ON h.referral_key = r.referral_key AND h.from_first = 1
WHERE NOT r.is_on_open_case
