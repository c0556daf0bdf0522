-- grain: one row of a file
-- keys: feed, table_name, load, line
-- meaning: the last that was said of a child whom no current row of the table names, such as of a young person who has left a client
--   file. Who somebody is does not change when a feed stops speaking of them, so that identity still finds them by it. Only tables that
--   tell who people are and number them by themselves (landing_telling).
WITH gone AS (
  SELECT standing.feed, standing.table_name, standing.source_id, max(standing.precedence) AS last_precedence
  FROM landing_standing AS standing
  INNER JOIN landing_telling AS telling
    ON telling.feed = standing.feed
    AND telling.table_name = standing.table_name
  WHERE standing.source_id IS NOT NULL
  GROUP BY standing.feed, standing.table_name, standing.source_id
  HAVING max(CASE WHEN standing.is_current THEN 1 ELSE 0 END) = 0
)
SELECT standing.feed, standing.table_name, standing.load, standing.line, standing.first_received_date
FROM landing_standing AS standing
INNER JOIN gone
  ON gone.feed = standing.feed
  AND gone.table_name = standing.table_name
  AND gone.source_id = standing.source_id
  AND gone.last_precedence = standing.precedence
