-- Posts month by month: how each post is filled at each month end, and who left it in the year before.
-- grain: one row per post and month
-- key: post_number, month_end_date
-- rules: the posts are those of today in every month: the feed does not say when one was made. A post that agency workers fill is vacant (Department for Education: vacancies are posts without a permanent or fixed-term worker).
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
held AS (
    SELECT
        p.post_number,
        d.month_end_date,
        SUM(
            CASE WHEN w.contract <> 'agency' AND w.end_date >= d.month_end_date THEN w.full_time_equivalent ELSE 0 END
        ) AS filled,
        SUM(
            CASE WHEN w.contract = 'agency' AND w.end_date >= d.month_end_date THEN w.full_time_equivalent ELSE 0 END
        ) AS agency,
        SUM(
            CASE
                WHEN w.contract <> 'agency'
                    AND w.end_date < d.month_end_date
                    AND date_diff('day', w.end_date, d.month_end_date) <= 365
                    THEN w.full_time_equivalent
                ELSE 0
            END
        ) AS left_in_year
    FROM workforce_post AS p
    CROSS JOIN dated AS d
    LEFT JOIN worker_post AS w ON w.post_number = p.post_number AND w.start_date <= d.month_end_date
    GROUP BY p.post_number, d.month_end_date
)
SELECT
    p.authority,
    p.feed,
    p.source_row,
    p.post_number,
    d.month_end_date,
    d.until_date,
    p.team_id,
    p.role,
    CAST(p.full_time_equivalent AS DOUBLE) AS full_time_equivalent,
    CAST(COALESCE(h.filled, 0) AS DOUBLE) AS filled,
    CAST(COALESCE(h.agency, 0) AS DOUBLE) AS agency,
    CAST(COALESCE(h.filled, 0) + COALESCE(h.agency, 0) AS DOUBLE) AS all_filled,
    CAST(GREATEST(p.full_time_equivalent - COALESCE(h.filled, 0), 0) AS DOUBLE) AS vacant,
    CAST(COALESCE(h.left_in_year, 0) AS DOUBLE) AS left_in_year
FROM workforce_post AS p
CROSS JOIN dated AS d
LEFT JOIN held AS h ON h.post_number = p.post_number AND h.month_end_date = d.month_end_date
