-- The groups of records that are named by their keys.
-- grain: one row per record that is there
-- key: record_key
SELECT r.record_key, r.group_no
FROM record AS r
WHERE r.record_key IN (SELECT UNNEST($keys))
