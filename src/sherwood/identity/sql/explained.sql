-- Reasons: why each record stands with another one; every person's records hang together by these.
-- grain: one row per record beside the first of its number, and per join of two groups
-- key: record_key, other_record_key
SELECT p.authority, p.record_key, g.record_key AS other_record_key, p.person_key, $same_number AS why, CAST(NULL AS DOUBLE) AS match_weight
FROM placed AS p
JOIN record_group AS g ON g.group_no = p.group_no
WHERE p.place <> g.place
UNION ALL
SELECT p.authority, p.record_key, g.record_key AS other_record_key, p.person_key, j.why, j.match_weight
FROM joined AS j
JOIN record_group AS o ON o.group_no = j.one
JOIN placed AS p ON p.place = o.place
JOIN record_group AS g ON g.group_no = j.other
