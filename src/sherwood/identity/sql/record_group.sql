-- Groups of records: what decides with whom the bearers of one number may stand.
-- grain: one row per group
-- key: group_no
-- rules: a number of the authority's own is told; of any other record, the last day anything was received of it.
SELECT
    r.group_no,
    ARG_MIN(r.record_key, r.place) AS record_key,
    MIN(r.place) AS place,
    CASE WHEN BOOL_OR(r.is_numbered) THEN MIN(r.source_id) END AS number,
    CASE WHEN NOT BOOL_OR(r.is_numbered) THEN MAX(r.last_received) END AS last_received,
    MIN(a.day) AS adopted_on,
    BOOL_OR(r.is_involved) AS is_involved
FROM record AS r
LEFT JOIN adoption AS a ON a.feed = r.feed AND a.source_id = r.source_id
GROUP BY r.group_no
