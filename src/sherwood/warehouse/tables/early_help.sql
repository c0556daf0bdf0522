-- Early help cases, each with the referral that followed.
-- grain: one row per child and first day
-- key: early_help_key
-- rules: a case steps up when the reason it ended says so, or, where no reason is recorded, when a referral follows its
--   end within the timescale early_help_step_up (local), one on the day of the end included. Needs were met when the
--   reason says that. A case comes back after the last end of a case that began before it, on a day before it began.
WITH followed_by AS (
    SELECT e.person_key, e.start_date AS day, CAST(NULL AS DATE) AS referral_date
    FROM early_help_chosen AS e
    UNION ALL
    SELECT e.person_key, e.end_date AS day, CAST(NULL AS DATE) AS referral_date
    FROM early_help_chosen AS e
    WHERE e.end_date < DATE '9999-12-31'
    UNION ALL
    SELECT r.person_key, r.referral_date AS day, r.referral_date
    FROM referral AS r
    WHERE NOT r.is_on_open_case
),
ahead AS (
    SELECT
        f.person_key,
        f.day,
        MIN(f.referral_date) OVER (
            PARTITION BY f.person_key ORDER BY f.day RANGE BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING
        ) AS from_day_date,
        MIN(f.referral_date) OVER (
            PARTITION BY f.person_key ORDER BY f.day
            RANGE BETWEEN INTERVAL '1' DAY FOLLOWING AND UNBOUNDED FOLLOWING
        ) AS after_day_date
    FROM followed_by AS f
),
days AS (
    SELECT DISTINCT a.person_key, a.day, a.from_day_date, a.after_day_date
    FROM ahead AS a
),
ended_before AS (
    SELECT e.person_key, e.start_date, MAX(o.end_date) AS previous_end_date
    FROM early_help_chosen AS e
    JOIN early_help_chosen AS o
        ON o.person_key = e.person_key AND o.start_date < e.start_date AND o.end_date < e.start_date
    GROUP BY e.person_key, e.start_date
)
SELECT
    e.authority,
    e.feed,
    e.person_key,
    e.source_row,
    e.person_key || ':' || CAST(e.start_date AS VARCHAR) AS early_help_key,
    e.start_date,
    e.end_date,
    e.reason,
    e.end_reason,
    CASE
        WHEN e.end_date < DATE '9999-12-31'
        THEN
            CASE
                WHEN e.end_reason IS NOT NULL
                THEN LOWER(e.end_reason) LIKE '%step%up%' OR LOWER(e.end_reason) LIKE '%escalat%'
                ELSE COALESCE(x.from_day_date <= d.due_date, FALSE)
            END
    END AS is_stepped_up,
    CASE WHEN e.end_date < DATE '9999-12-31' THEN LOWER(e.end_reason) LIKE '%needs%met%' END AS is_needs_met,
    e.organisation,
    e.worker_id,
    CASE
        WHEN e.end_date < DATE '9999-12-31' THEN CAST(DATE_DIFF('day', e.start_date, e.end_date) AS INTEGER)
    END AS duration_days,
    CAST(DATE_DIFF('day', b.previous_end_date, e.start_date) AS INTEGER) AS days_since_previous,
    COALESCE(s.after_day_date, DATE '9999-12-31') AS next_referral_date,
    e.sources
FROM early_help_chosen AS e
JOIN days AS s ON s.person_key = e.person_key AND s.day = e.start_date
LEFT JOIN ended_before AS b ON b.person_key = e.person_key AND b.start_date = e.start_date
LEFT JOIN days AS x ON x.person_key = e.person_key AND x.day = e.end_date
LEFT JOIN due_day AS d ON d.timescale = 'early_help_step_up' AND d.step = 'only' AND d.clock_date = e.end_date
