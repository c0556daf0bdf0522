-- Placed records: every record with the key of the person it belongs to.
-- grain: one row per record of a person whom some row still names
-- key: feed, source_id
-- rules: the person's key is that of the record received first. A person of whom a row still names one record keeps all, whose keys may stand
--   in an address or a grant. One record of a feed that involves people makes the person one whom the council works with.
WITH person AS (
    SELECT g.root, ARG_MIN(r.record_key, r.place) AS person_key, BOOL_OR(r.is_involved) AS is_involved
    FROM record AS r
    JOIN group_root AS g ON g.group_no = r.group_no
    GROUP BY g.root
    HAVING BOOL_OR(r.is_current)
)
SELECT $authority AS authority, r.feed, r.source_id, r.record_key, p.person_key, r.first_received, p.is_involved, r.group_no, r.place
FROM record AS r
JOIN group_root AS g ON g.group_no = r.group_no
JOIN person AS p ON p.root = g.root
