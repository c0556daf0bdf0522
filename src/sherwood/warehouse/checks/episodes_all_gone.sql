-- No episode stands any more, though earlier deliveries held some: a wrong or empty file has taken their place.
-- on failure: stop
-- remedy: load the right file of that year again, which then stands in place of the wrong one
SELECT MAX(d.load) AS source_row
FROM landing_delivery AS d
WHERE d.feed = 'ssda903' AND d.table_name = 'episodes' AND d.rows_accepted > 0
    AND NOT EXISTS (SELECT 1 FROM landing_ssda903_episodes AS l)
HAVING COUNT(*) > 0
