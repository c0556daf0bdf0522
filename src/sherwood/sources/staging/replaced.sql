-- grain: one accepted row of a file that is not current, with what took its place
-- keys: feed, table_name, load, line
-- meaning: the rows that landing_standing does not hold for current, each with why: another row of its key is believed, or a later
--   delivery covers it and does not hold it.
SELECT
  feed, table_name, load, line,
  CASE WHEN by_precedence = precedence THEN 'repeated in the same delivery' ELSE 'superseded by a later delivery' END AS why,
  by_load, by_line
FROM landing_standing
WHERE place > 1
UNION ALL
SELECT
  absent.feed, absent.table_name, absent.load, absent.line,
  'absent from a later delivery' AS why,
  cover.load AS by_load,
  CAST(NULL AS INTEGER) AS by_line
FROM landing_standing AS absent
INNER JOIN landing_cover AS cover
  ON cover.feed = absent.feed
  AND cover.table_name = absent.table_name
  AND cover.precedence = absent.absent_precedence
WHERE absent.place = 1
