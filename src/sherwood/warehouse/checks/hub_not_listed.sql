-- The council's settings name a hub that is no team, so that what it received is no team's.
-- on failure: warn
-- remedy: in `hubs` of council/teams.toml name the id of a team that is listed there, or that the case system's departments give
SELECT '' AS source_row, c.team_id AS told
FROM council_team AS c
WHERE c.is_hub AND c.team_id NOT IN (SELECT o.team_id FROM organisation AS o)
