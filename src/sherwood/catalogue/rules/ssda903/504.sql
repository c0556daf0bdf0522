-- grain: one row an episode of this year whose category differs from that of the earliest known episode of its period of care, in either year
WITH both_years AS (
    SELECT e.source_row, e.source_id, e.decom, e.rne, e.cin
    FROM episodes AS e
    WHERE e.decom IS NOT NULL
    UNION ALL
    SELECT NULL AS source_row, l.source_id, l.decom, l.rne, l.cin
    FROM episodes_last AS l
    WHERE l.decom IS NOT NULL AND NOT EXISTS (SELECT 1 FROM episodes AS x WHERE x.source_id = l.source_id AND x.decom = l.decom)
),

periods AS (
    SELECT
        b.*,
        SUM(CASE WHEN b.rne = 'S' THEN 1 ELSE 0 END) OVER (PARTITION BY b.source_id ORDER BY b.decom, b.source_row ROWS UNBOUNDED PRECEDING) AS period
    FROM both_years AS b
),

compared AS (
    SELECT
        p.source_row,
        p.cin,
        FIRST_VALUE(p.cin) OVER (PARTITION BY p.source_id, p.period ORDER BY p.decom, p.source_row) AS first_cin
    FROM periods AS p
)

SELECT c.source_row
FROM compared AS c
WHERE c.source_row IS NOT NULL AND c.cin <> c.first_cin
