-- grain: one child of a feed whom rows of one table named that are no longer current
-- keys: feed, table_name, source_id
-- meaning: with the day on which a file first held such a row. Record keys stand in addresses, grants and restrictions, so that identity
--   still resolves them, and the person's own key stays the same, when the rows that first named a child are replaced.
SELECT feed, table_name, source_id, min(first_received_date) AS first_received_date
FROM landing_standing
WHERE source_id IS NOT NULL AND NOT is_current
GROUP BY feed, table_name, source_id
