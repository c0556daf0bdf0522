-- Moved records: all records of the persons that some record has left since the build before.
-- grain: one row per record of the build before that is still there and whose person then was left by one
-- key: record_key
WITH both_times AS (
    SELECT b.record_key, b.person_key AS former_key, n.person_key
    FROM record_before AS b
    JOIN record_now AS n ON n.record_key = b.record_key
)
SELECT a.record_key, a.former_key, a.person_key
FROM both_times AS a
WHERE a.former_key IN (SELECT m.former_key FROM both_times AS m WHERE m.person_key <> m.former_key)
