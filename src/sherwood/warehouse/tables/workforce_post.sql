-- Posts: posts of the workforce, filled or not.
-- grain: one row per post
-- key: post_number
-- rules: teams are told by id or name; a team on no list keeps the word of the feed.
SELECT
    l.authority,
    l.feed,
    l.source_row,
    l.post_number,
    COALESCE(t.team_id, l.team) AS team_id,
    l.role,
    COALESCE(l.full_time_equivalent, 1.0) AS full_time_equivalent,
    l.caseload_limit
FROM landing_workforce_posts AS l
LEFT JOIN team_alias AS t ON t.said = REPLACE(LOWER(TRIM(l.team)), ' ', '')
