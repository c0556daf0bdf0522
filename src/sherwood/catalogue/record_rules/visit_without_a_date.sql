-- Visits of the case system that hold no date, so that no list and no figure knows them. The number of the visit is told by its sum alone.
-- grain: one row per row of landing_ssd_cp_visits at fault
-- key: source_row
WITH visit AS (
    SELECT v.authority, v.feed, v.source_id, v.source_row, v.received, v.cppv_cp_visit_id AS visit_id, 'protection' AS kind
    FROM landing_ssd_cp_visits AS v
    WHERE v.cppv_cp_visit_date IS NULL
    UNION ALL
    SELECT v.authority, v.feed, v.source_id, v.source_row, v.received, v.cinv_cin_visit_id AS visit_id, 'in need' AS kind
    FROM landing_ssd_cin_visits AS v
    WHERE v.cinv_cin_visit_date IS NULL
    UNION ALL
    SELECT v.authority, v.feed, v.source_id, v.source_row, v.received, v.clav_cla_visit_id AS visit_id, 'looked after' AS kind
    FROM landing_ssd_cla_visits AS v
    WHERE v.clav_cla_visit_date IS NULL
)
SELECT
    v.authority,
    v.feed,
    r.person_key,
    v.source_row,
    v.kind || ' ' || LEFT(SHA256(v.visit_id), 8) AS subject,
    v.received AS fault_date,
    'Visit (' || v.kind || ') without a date' AS told
FROM visit AS v
JOIN person_record AS r ON r.feed = v.feed AND r.source_id = v.source_id
