-- Caseload: every child somebody is responsible for on a day, and how the child stands on it.
-- grain: one row per child and allocation in force on the day
-- key: person_key
-- rules: a worker whose last day with a child it is no longer holds the child at the end of it. A child counts once, by the first of these that holds: looked after (short breaks left out), child protection plan,
--   child in need plan, assessment not yet authorised, case open, leaving care. Last seen is the last visit on or before the
--   day at which the child was not recorded as unseen; next due is the earliest thing not yet done.
SELECT
    'day' AS period,
    CAST($day AS DATE) AS period_end,
    held.authority,
    held.feed,
    held.person_key,
    held.source_row,
    CAST($day AS DATE) AS attributed_date,
    1 AS numerator,
    NULL AS denominator,
    CASE
        WHEN care.person_key IS NOT NULL THEN 'looked_after'
        WHEN protection.person_key IS NOT NULL THEN 'child_protection_plan'
        WHEN planned.person_key IS NOT NULL THEN 'child_in_need_plan'
        WHEN assessed.person_key IS NOT NULL THEN 'assessment'
        WHEN opened.person_key IS NOT NULL THEN 'case_open'
        WHEN leaving.person_key IS NOT NULL THEN 'leaving_care'
        ELSE 'no_open_case'
    END AS status,
    CASE WHEN held.start_date > CAST($day AS DATE) - 28 THEN 'yes' ELSE 'no' END AS is_new,
    pending.due_date,
    pending.kind,
    seen.seen_date,
    held.start_date AS held_from_date,
    assessed.start_date AS assessment_start_date,
    LEFT(child.forename, 1) AS first_initial,
    LEFT(child.surname, 1) AS last_initial
FROM allocation AS held
LEFT JOIN person AS child ON child.authority = held.authority AND child.person_key = held.person_key
LEFT JOIN (
    SELECT c.authority, c.person_key
    FROM period_of_care AS c
    WHERE c.start_date <= CAST($day AS DATE) AND c.until_date > CAST($day AS DATE) AND NOT c.is_short_break
    GROUP BY c.authority, c.person_key
) AS care ON care.authority = held.authority AND care.person_key = held.person_key
LEFT JOIN (
    SELECT p.authority, p.person_key
    FROM child_protection_plan AS p
    WHERE p.start_date <= CAST($day AS DATE) AND p.end_date > CAST($day AS DATE)
    GROUP BY p.authority, p.person_key
) AS protection ON protection.authority = held.authority AND protection.person_key = held.person_key
LEFT JOIN (
    SELECT n.authority, n.person_key
    FROM child_in_need_plan AS n
    WHERE n.start_date <= CAST($day AS DATE) AND n.end_date > CAST($day AS DATE)
    GROUP BY n.authority, n.person_key
) AS planned ON planned.authority = held.authority AND planned.person_key = held.person_key
LEFT JOIN (
    SELECT s.authority, s.person_key, MIN(s.start_date) AS start_date
    FROM assessment AS s
    WHERE s.start_date <= CAST($day AS DATE) AND s.until_date > CAST($day AS DATE)
    GROUP BY s.authority, s.person_key
) AS assessed ON assessed.authority = held.authority AND assessed.person_key = held.person_key
LEFT JOIN (
    SELECT o.authority, o.person_key
    FROM child_in_need AS o
    WHERE o.start_date <= CAST($day AS DATE) AND o.end_date > CAST($day AS DATE)
    GROUP BY o.authority, o.person_key
) AS opened ON opened.authority = held.authority AND opened.person_key = held.person_key
LEFT JOIN (
    SELECT l.authority, l.person_key
    FROM care_leaver_now AS l
    GROUP BY l.authority, l.person_key
) AS leaving ON leaving.authority = held.authority AND leaving.person_key = held.person_key
LEFT JOIN (
    SELECT t.authority, t.person_key, MIN(t.due_date) AS due_date, ARG_MIN(t.kind, t.due_date) AS kind
    FROM task AS t
    WHERE t.clock_date <= CAST($day AS DATE) AND t.done_date > CAST($day AS DATE) AND t.until_date > CAST($day AS DATE)
    GROUP BY t.authority, t.person_key
) AS pending ON pending.authority = held.authority AND pending.person_key = held.person_key
LEFT JOIN (
    SELECT v.authority, v.person_key, MAX(v.visit_date) AS seen_date
    FROM (
        SELECT a.authority, a.person_key, a.visit_date, a.is_seen FROM child_protection_visit AS a
        UNION ALL
        SELECT b.authority, b.person_key, b.visit_date, b.is_seen FROM child_in_need_visit AS b
        UNION ALL
        SELECT d.authority, d.person_key, d.visit_date, d.is_seen FROM looked_after_visit AS d
    ) AS v
    WHERE v.visit_date <= CAST($day AS DATE) AND COALESCE(v.is_seen, TRUE)
    GROUP BY v.authority, v.person_key
) AS seen ON seen.authority = held.authority AND seen.person_key = held.person_key
WHERE held.start_date <= CAST($day AS DATE) AND held.through_date >= CAST($day AS DATE) AND held.end_date > CAST($day AS DATE)
