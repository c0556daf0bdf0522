-- Episodes of the SSDA903: those that touch the year, as they stood on its last day.
-- grain: one row an episode
-- key: child, decom
-- rules: what ended after the last day was still running on it: then neither end nor reason is told.
SELECT
    p.source_id AS child,
    e.start_date AS decom,
    e.reason_new_episode AS rne,
    e.legal_status AS ls,
    e.category_of_need AS cin,
    e.placement_type AS place,
    e.placement_provider AS place_provider,
    CASE WHEN e.end_date <= $last_day THEN e.end_date END AS dec,
    CASE WHEN e.end_date <= $last_day THEN e.reason_ceased END AS rec,
    CASE WHEN e.end_date <= $last_day THEN e.reason_place_change END AS reason_place_change,
    e.home_postcode AS home_post,
    e.placement_postcode AS pl_post,
    e.urn
FROM episode AS e
JOIN person AS p ON p.person_key = e.person_key
WHERE e.start_date <= $last_day AND e.end_date >= $first_day
ORDER BY p.source_id, e.start_date, e.source_row
