-- Records that bear no key yet.
-- grain: one row per feed and number
-- key: feed, source_id
SELECT h.feed, h.source_id
FROM heard AS h
LEFT JOIN named AS n ON n.feed = h.feed AND n.source_id = h.source_id
WHERE n.record_key IS NULL
