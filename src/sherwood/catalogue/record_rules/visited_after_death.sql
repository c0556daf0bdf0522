-- Visits on a day after the date of death.
-- grain: one row per row of event at fault
-- key: source_row
SELECT
    e.authority,
    e.feed,
    e.person_key,
    e.source_row,
    e.kind || ' ' || CAST(e.event_date AS VARCHAR) AS subject,
    e.event_date AS fault_date,
    'Visit on ' || CAST(e.event_date AS VARCHAR) || ', died ' || CAST(p.death_date AS VARCHAR) AS told
FROM event AS e
JOIN person AS p ON p.authority = e.authority AND p.person_key = e.person_key
WHERE e.kind IN ('child_in_need_visit', 'child_protection_visit', 'looked_after_visit') AND e.event_date > p.death_date
