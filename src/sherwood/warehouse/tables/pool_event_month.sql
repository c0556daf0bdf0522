-- Pooled: what happened to children in each month, counted, to be laid beside the same table of other authorities.
-- grain: one row per kind of event and month
-- key: kind, month
-- rules: counts alone, so that no child leaves the authority's own file; small ones are withheld by whoever shows them.
SELECT
    e.authority,
    e.kind,
    d.month_start AS month,
    CAST(COUNT(*) AS INTEGER) AS events,
    CAST(COUNT(DISTINCT e.person_key) AS INTEGER) AS children
FROM event AS e
JOIN calendar_day AS d ON d.day = e.event_date
GROUP BY e.authority, e.kind, d.month_start
