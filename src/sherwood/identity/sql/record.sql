-- Records: every record of every feed, with the group that bears its number and its rank among the records of one person.
-- grain: one row per feed and number
-- key: feed, source_id
-- rules: feeds of one numbering that hold one number hold one person, and make one group; a feed of its own makes one of each number. Groups
--   are counted in the order of their first feed and number. The record received first comes first, then that of the feed nearest the live
--   record, then by key.
WITH told AS (
    SELECT
        h.feed,
        h.source_id,
        h.first_received,
        COALESCE(h.last_received, h.first_received) AS last_received,
        h.is_current,
        k.record_key,
        COALESCE(f.numbering, 'feed ' || h.feed) AS numbering,
        f.numbering IS NOT NULL AS is_numbered,
        COALESCE(f.is_involved, FALSE) AS is_involved,
        f.cohort,
        COALESCE(f.believed, $believed_last) AS believed,
        k.is_hidden
    FROM heard AS h
    JOIN keyed AS k ON k.feed = h.feed AND k.source_id = h.source_id
    LEFT JOIN feed_told AS f ON f.feed = h.feed
),
first_feed AS (
    SELECT t.numbering, t.source_id, MIN(t.feed) AS feed
    FROM told AS t
    WHERE t.is_numbered
    GROUP BY t.numbering, t.source_id
)
SELECT
    t.feed,
    t.source_id,
    t.first_received,
    t.last_received,
    t.is_current,
    t.record_key,
    t.numbering,
    t.is_numbered,
    t.is_involved,
    t.cohort,
    t.is_hidden,
    CAST(DENSE_RANK() OVER (ORDER BY COALESCE(f.feed, t.feed), t.source_id) - 1 AS INTEGER) AS group_no,
    CAST(ROW_NUMBER() OVER (ORDER BY t.first_received, t.believed, t.record_key) AS INTEGER) AS place
FROM told AS t
LEFT JOIN first_feed AS f ON f.numbering = t.numbering AND f.source_id = t.source_id
