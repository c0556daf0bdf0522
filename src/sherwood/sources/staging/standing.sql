-- grain: one accepted row of a file of one table
-- keys: feed, table_name, load, line
-- meaning: whether the row is current, and the day on which a file first held its key. Of rows with one key the one of the greatest
--   precedence is current, and in one delivery the later (`place` 1); and it is gone too if a delivery of greater precedence covers it
--   without holding its key (`absent_precedence`, the first such). In the place of landing_row stand the rows of one table of one feed,
--   each with its key and its first and last day; landing_cover holds what each delivery covers.
WITH ranked AS (
  SELECT
    feed, table_name, load, line, source_id, starts, ends, precedence, received,
    row_number() OVER newest AS place,
    first_value(load) OVER newest AS by_load,
    first_value(line) OVER newest AS by_line,
    first_value(precedence) OVER newest AS by_precedence,
    min(first_received) OVER (PARTITION BY key_text) AS first_received_date
  FROM landing_row
  WINDOW newest AS (PARTITION BY key_text ORDER BY precedence DESC, part DESC, line DESC)
),
absent AS (
  SELECT ranked.load, ranked.line, min(cover.precedence) AS absent_precedence
  FROM ranked
  INNER JOIN landing_cover AS cover
    ON cover.feed = ranked.feed
    AND cover.table_name = ranked.table_name
    AND cover.precedence > ranked.precedence
    AND cover.covers_from <= ranked.ends
    AND cover.covers_to >= ranked.starts
  WHERE ranked.place = 1
  GROUP BY ranked.load, ranked.line
)
SELECT
  ranked.feed, ranked.table_name, ranked.load, ranked.line, ranked.source_id, ranked.received, ranked.precedence,
  ranked.place, ranked.by_load, ranked.by_line, ranked.by_precedence, ranked.first_received_date,
  absent.absent_precedence,
  ranked.place = 1 AND absent.absent_precedence IS NULL AS is_current
FROM ranked
LEFT JOIN absent
  ON absent.load = ranked.load
  AND absent.line = ranked.line
