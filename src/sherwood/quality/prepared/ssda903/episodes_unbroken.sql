-- grain: one row an episode whose start can be read
-- keys: source_row
-- meaning: since when the child has been under the episode's legal status, and in its placement type, without a day between, and until when (the
-- year's last day where the episode goes on).
WITH changes AS (
    SELECT
        e.source_row,
        e.source_id,
        o.number,
        e.decom,
        CASE WHEN o.before_dec = e.decom AND o.before_ls = e.ls THEN 0 ELSE 1 END AS changes_status,
        CASE WHEN o.before_dec = e.decom AND o.before_place = e.place AND COALESCE(e.rne, '') <> 'P' THEN 0 ELSE 1 END AS changes_placement,
        COALESCE(e.dec, $year_end) AS until_day
    FROM episodes AS e
    INNER JOIN episodes_in_order AS o ON e.source_row = o.source_row
)
SELECT
    c.source_row,
    c.source_id,
    c.until_day,
    MAX(CASE WHEN c.changes_status = 1 THEN c.decom END) OVER each_child AS status_start,
    MAX(CASE WHEN c.changes_placement = 1 THEN c.decom END) OVER each_child AS placement_start
FROM changes AS c
WINDOW each_child AS (PARTITION BY c.source_id ORDER BY c.number ROWS UNBOUNDED PRECEDING)
