-- grain: one row a child with an episode in this year's return whose start can be read
-- keys: source_id
-- meaning: the child's first and last episode, and whether short breaks aside the child was looked after from the year's first day to beyond its last.
WITH ordered AS (
    SELECT e.*, o.number, o.is_last, o.period_start
    FROM episodes AS e
    INNER JOIN episodes_in_order AS o ON e.source_row = o.source_row
),

lasting AS (
    SELECT
        o.source_id,
        o.decom,
        o.dec,
        CASE
            WHEN o.decom <= MAX(COALESCE(o.dec, DATE '9999-12-31')) OVER (
                PARTITION BY o.source_id ORDER BY o.number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            ) AND COALESCE(o.rne, '') <> 'S' THEN 0
            ELSE 1
        END AS begins
    FROM ordered AS o
    WHERE o.ls IS NULL OR o.ls NOT IN ('V3', 'V4')
),

stretches AS (
    SELECT l.*, SUM(l.begins) OVER (PARTITION BY l.source_id ORDER BY l.decom, l.dec NULLS LAST ROWS UNBOUNDED PRECEDING) AS stretch
    FROM lasting AS l
),

unbroken AS (
    SELECT s.source_id
    FROM stretches AS s
    GROUP BY s.source_id, s.stretch
    HAVING MIN(s.decom) <= $year_start AND MAX(COALESCE(s.dec, DATE '9999-12-31')) > $year_end
),

whole AS (
    SELECT
        o.source_id,
        MIN(o.decom) AS first_decom,
        MIN(CASE WHEN o.rne = 'S' THEN o.decom END) AS first_start,
        COUNT(*) AS episodes,
        COUNT(CASE WHEN o.ls IN ('V3', 'V4') THEN 1 END) AS short_breaks,
        COUNT(CASE WHEN o.decom <= $year_end AND COALESCE(o.dec, DATE '9999-12-31') > $year_end THEN 1 END) AS open_at_end
    FROM ordered AS o
    GROUP BY o.source_id
)

SELECT
    w.source_id,
    l.source_row AS last_row,
    w.first_decom,
    w.first_start,
    l.decom AS last_decom,
    l.dec AS last_dec,
    l.rec AS last_rec,
    l.ls AS last_ls,
    l.place AS last_place,
    l.period_start AS last_period_start,
    w.episodes,
    w.short_breaks,
    w.episodes = w.short_breaks AS is_short_breaks_alone,
    w.open_at_end,
    u.source_id IS NOT NULL AS is_whole_year
FROM whole AS w
INNER JOIN ordered AS l ON w.source_id = l.source_id AND l.is_last
LEFT JOIN (SELECT DISTINCT source_id FROM unbroken) AS u ON w.source_id = u.source_id
