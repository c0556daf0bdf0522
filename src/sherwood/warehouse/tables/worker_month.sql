-- Workers month by month: who is in which post at each month end, with the days there were to work and those lost to sickness.
-- grain: one row per worker in a post and month
-- key: post_number, worker_id, start_date, month_end_date
-- rules: who left before the month ended is not of that month; five years of months that are over are kept. A full day has 7.4 hours (national terms: 37 hours a week).
WITH month AS (
    SELECT DISTINCT
        c.month_end AS month_end_date,
        c.month_start AS month_start_date
    FROM calendar_day AS c
    CROSS JOIN build_facts AS b
    WHERE c.month_end <= b.data_date AND date_diff('day', c.month_end, b.data_date) < 1827
),
dated AS (
    SELECT
        m.*,
        COALESCE(
            LEAD(m.month_end_date) OVER (ORDER BY m.month_end_date), DATE '9999-12-31'
        ) AS until_date
    FROM month AS m
),
present AS (
    SELECT
        p.*,
        d.month_end_date,
        d.month_start_date,
        d.until_date
    FROM worker_post AS p
    JOIN dated AS d ON p.start_date <= d.month_end_date AND d.month_end_date <= p.end_date
),
days AS (
    SELECT
        p.source_row,
        p.month_end_date,
        COUNT(*) AS working_days,
        COUNT(*) FILTER (
            WHERE EXISTS (
                SELECT 1
                FROM worker_absence AS a
                WHERE a.worker_id = p.worker_id
                    AND a.reason = 'sickness'
                    AND a.start_date <= c.day
                    AND c.day <= a.end_date
            )
        ) AS sick_days
    FROM present AS p
    JOIN calendar_day AS c
        ON c.is_working_day AND c.day >= p.month_start_date AND c.day <= p.month_end_date AND c.day >= p.start_date
    GROUP BY p.source_row, p.month_end_date
)
SELECT
    p.authority,
    p.feed,
    p.source_row,
    p.post_number,
    p.worker_id,
    p.start_date,
    p.month_end_date,
    p.until_date,
    p.team_id,
    p.role,
    p.contract,
    CAST(p.full_time_equivalent AS DOUBLE) AS full_time_equivalent,
    CAST(CASE WHEN p.role IN ('social_worker', 'senior_practitioner') THEN p.full_time_equivalent ELSE 0 END AS DOUBLE) AS worker_posts,
    CAST(CASE WHEN p.role = 'team_manager' THEN p.full_time_equivalent ELSE 0 END AS DOUBLE) AS manager_posts,
    CAST(p.full_time_equivalent * d.working_days AS DOUBLE) AS days_available,
    CAST(p.full_time_equivalent * d.sick_days AS DOUBLE) AS days_lost,
    CAST(p.full_time_equivalent * (d.working_days - d.sick_days) * 7.4 AS DOUBLE) AS hours_available
FROM present AS p
JOIN days AS d ON d.source_row = p.source_row AND d.month_end_date = p.month_end_date
