-- grain: one row of care leaver information whose episodes of both years come to less than 13 weeks from 14 on, or end before 16
WITH both_years AS (
    SELECT e.source_id, e.decom, e.dec, e.ls
    FROM episodes AS e
    UNION ALL
    SELECT l.source_id, l.decom, l.dec, l.ls
    FROM episodes_last AS l
    WHERE NOT EXISTS (SELECT 1 FROM episodes AS x WHERE x.source_id = l.source_id AND x.decom = l.decom)
),

counted AS (
    SELECT
        b.source_id,
        SUM(GREATEST(DATE_DIFF('day', GREATEST(b.decom, h.dob + INTERVAL 14 YEAR), COALESCE(b.dec, $year_end)), 0)) AS days_from_14,
        MAX(COALESCE(b.dec, $year_end)) >= MIN(h.dob + INTERVAL 16 YEAR) AS is_after_16
    FROM both_years AS b
    INNER JOIN header AS h ON b.source_id = h.source_id
    WHERE COALESCE(b.ls, '') NOT IN ('V3', 'V4')
    GROUP BY b.source_id
)

SELECT o.source_row
FROM oc3 AS o
INNER JOIN counted AS c ON o.source_id = c.source_id
WHERE COALESCE(o.in_touch, o.activ, o.accom) IS NOT NULL AND (c.days_from_14 < 91 OR NOT c.is_after_16)
