-- grain: one row an episode whose start can be read
-- keys: source_row
-- meaning: the episode with the one before and the one after it of the same child, and the start of its period of care (the latest reason S so far).
WITH placed AS (
    SELECT
        e.source_row,
        e.source_id,
        e.decom,
        ROW_NUMBER() OVER each_child AS number,
        COUNT(*) OVER (PARTITION BY e.source_id) AS episodes,
        LAG(e.source_row) OVER each_child AS before_row,
        LEAD(e.source_row) OVER each_child AS next_row,
        MAX(CASE WHEN e.rne = 'S' THEN e.decom END) OVER (each_child ROWS UNBOUNDED PRECEDING) AS period_start
    FROM episodes AS e
    WHERE e.decom IS NOT NULL AND e.source_id IS NOT NULL
    WINDOW each_child AS (PARTITION BY e.source_id ORDER BY e.decom, e.dec NULLS LAST, e.source_row)
)
SELECT
    p.source_row,
    p.source_id,
    p.number,
    p.number = 1 AS is_first,
    p.number = p.episodes AS is_last,
    p.period_start,
    b.decom AS before_decom,
    b.dec AS before_dec,
    b.rec AS before_rec,
    b.rne AS before_rne,
    b.ls AS before_ls,
    b.place AS before_place,
    b.place_provider AS before_place_provider,
    b.pl_post AS before_pl_post,
    b.urn AS before_urn,
    n.decom AS next_decom,
    n.dec AS next_dec,
    n.rec AS next_rec,
    n.rne AS next_rne,
    n.ls AS next_ls,
    n.place AS next_place,
    n.pl_post AS next_pl_post
FROM placed AS p
LEFT JOIN episodes AS b ON p.before_row = b.source_row
LEFT JOIN episodes AS n ON p.next_row = n.source_row
