-- Feeds were loaded in which nobody could be matched to a child known here, so that no table holds a row of them.
-- on failure: warn
-- remedy: check that the feed is of this authority, and that its names and birth dates are filled in
SELECT u.feed AS source_row, u.feed AS told
FROM unmatched AS u
GROUP BY u.feed
HAVING SUM(u.rows_landed) = SUM(u.rows_unmatched)
