-- Rows share the key of a later row of the same delivery: the later row stands, these are kept in landing only.
-- on failure: warn
-- remedy: remove the repeated row at source and load the file again
SELECT d.file || ' (' || d.period || ') line ' || CAST(r.line AS TEXT) AS source_row
FROM landing_replaced AS r
INNER JOIN landing_delivery AS d
    ON d.load = r.load AND d.feed = r.feed AND d.table_name = r.table_name
WHERE r.why = 'repeated in the same delivery'
