-- Involvements: every worker involved with a child, in any role.
-- grain: one row per spell of a worker's involvement
-- key: source_row
-- rules: the recorded last day counts. The responsible worker is the one whose role says allocated, key worker, lead
--   worker or case worker (Standard Safeguarding Dataset: involvements, role). A worker no list knows keeps the number
--   the feed gives; a department is the listed team of its id or name.
SELECT
    i.authority,
    i.feed,
    r.person_key,
    i.source_row,
    COALESCE(a.worker_id, i.invo_professional_id) AS worker_id,
    COALESCE(t.team_id, i.invo_professional_team) AS team_id,
    i.invo_professional_role_id AS role,
    COALESCE(
        LOWER(i.invo_professional_role_id) LIKE '%allocated%'
        OR LOWER(i.invo_professional_role_id) LIKE '%key%worker%'
        OR LOWER(i.invo_professional_role_id) LIKE '%lead%worker%'
        OR LOWER(i.invo_professional_role_id) LIKE '%case%worker%',
        FALSE
    ) AS is_allocated,
    i.invo_involvement_start_date AS start_date,
    COALESCE(i.invo_involvement_end_date, DATE '9999-12-31') AS end_date,
    i.invo_worker_change_reason AS reason_changed
FROM landing_ssd_involvements AS i
JOIN person_record AS r ON r.feed = i.feed AND r.source_id = i.source_id
LEFT JOIN worker_alias AS a ON a.said = LOWER(TRIM(i.invo_professional_id))
LEFT JOIN team_alias AS t ON t.said = REPLACE(LOWER(TRIM(i.invo_professional_team)), ' ', '')
WHERE i.invo_involvement_start_date IS NOT NULL
