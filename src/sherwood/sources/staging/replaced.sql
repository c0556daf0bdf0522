-- grain: one accepted row of a file that is not current, with what took its place
-- keys: feed, table_name, load, line
-- meaning: of rows with one key the one of the greatest precedence is current, and in one delivery the later; and it is gone too if a
--   delivery of greater precedence covers it without holding its key. The working tables landing_row and landing_cover hold, for every
--   table of every feed, each row's key and first and last day, and what each delivery covers.
WITH ranked AS (
  SELECT
    feed, table_name, load, line, starts, ends, precedence,
    row_number() OVER newest AS place,
    first_value(load) OVER newest AS by_load,
    first_value(line) OVER newest AS by_line,
    first_value(precedence) OVER newest AS by_precedence
  FROM landing_row
  WINDOW newest AS (PARTITION BY feed, table_name, key_text ORDER BY precedence DESC, part DESC, line DESC)
),
absent AS (
  SELECT ranked.feed, ranked.table_name, ranked.load, ranked.line, min(cover.precedence) AS by_precedence
  FROM ranked
  INNER JOIN landing_cover AS cover
    ON cover.feed = ranked.feed
    AND cover.table_name = ranked.table_name
    AND cover.precedence > ranked.precedence
    AND cover.covers_from <= ranked.ends
    AND cover.covers_to >= ranked.starts
  WHERE ranked.place = 1
  GROUP BY ranked.feed, ranked.table_name, ranked.load, ranked.line
)
SELECT
  feed, table_name, load, line,
  CASE WHEN by_precedence = precedence THEN 'repeated in the same delivery' ELSE 'superseded by a later delivery' END AS why,
  by_load, by_line
FROM ranked
WHERE place > 1
UNION ALL
SELECT
  absent.feed, absent.table_name, absent.load, absent.line,
  'absent from a later delivery' AS why,
  cover.load AS by_load,
  CAST(NULL AS INTEGER) AS by_line
FROM absent
INNER JOIN landing_cover AS cover
  ON cover.feed = absent.feed
  AND cover.table_name = absent.table_name
  AND cover.precedence = absent.by_precedence
