-- Records with their keys, and whether a person hid them: then where they live is never used.
-- grain: one row per feed and number
-- key: feed, source_id
SELECT n.feed, n.source_id, n.record_key, n.record_key IN (SELECT UNNEST(CAST($hidden AS VARCHAR[]))) AS is_hidden
FROM named AS n
