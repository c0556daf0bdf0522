-- How far back the loaded files reach: the earliest day for which each table of each feed tells the whole.
-- grain: one row per feed and table loaded
-- key: authority, feed, table_name
-- rules: what came before that day may stand in a file, as far as it lasted until then, but never all of it. A table that
--   always tells everything reaches back without end.
SELECT
    d.authority,
    d.feed,
    d.table_name,
    MIN(d.cover_from) AS cover_from
FROM landing_delivery AS d
GROUP BY d.authority, d.feed, d.table_name
