-- Allocations on the last day of the data of which no feed and no list tells the team.
-- grain: one row per row of allocation at fault
-- key: source_row
SELECT
    a.authority,
    a.feed,
    a.person_key,
    a.source_row,
    CAST(a.start_date AS VARCHAR) AS subject,
    a.start_date AS fault_date,
    'Allocated since ' || CAST(a.start_date AS VARCHAR) || ' without a team' AS told
FROM allocation AS a
JOIN build_facts AS b ON b.authority = a.authority
WHERE a.start_date <= b.data_date AND b.data_date <= a.through_date AND a.team_id IS NULL
