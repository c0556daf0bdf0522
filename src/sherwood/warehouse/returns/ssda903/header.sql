-- Header of the SSDA903: every child who is in one of its other tables of the year.
-- grain: one row a child
-- key: child
-- rules: whoever has an episode, a leaver's answer, an adoption or a decision in the year. Sex was 1 and 2 before 2024/25 (guide: SEX). Whether
--   the child is a mother no other feed tells: that is of the return last loaded, as is why there is no pupil number, for which a case
--   system has no codes of its own.
WITH named AS (
    SELECT e.person_key FROM episode AS e WHERE e.start_date <= $last_day AND e.end_date >= $first_day
    UNION
    SELECT c.person_key FROM care_leaver AS c WHERE c.period = $period
    UNION
    SELECT a.person_key FROM adoption AS a WHERE a.period = $period
    UNION
    SELECT d.person_key FROM adoption_decision AS d WHERE d.decision_date BETWEEN $first_day AND $last_day
),
returned AS (
    SELECT
        r.person_key,
        h.mother,
        h.mc_dob,
        CASE WHEN h.upn LIKE 'UN%' THEN h.upn END AS why_no_upn,
        ROW_NUMBER() OVER (PARTITION BY r.person_key ORDER BY h.period DESC, h.line DESC, h.source_row DESC) AS from_last
    FROM landing_ssda903_header AS h
    JOIN person_record AS r ON r.feed = h.feed AND r.source_id = h.source_id
    WHERE h.period <= $period
)
SELECT
    p.source_id AS child,
    CASE WHEN $period >= '2024-25' THEN p.sex WHEN p.sex = 'M' THEN '1' WHEN p.sex = 'F' THEN '2' ELSE '0' END AS sex,
    p.birth_date AS dob,
    p.ethnicity AS ethnic,
    CASE WHEN p.upn LIKE 'UN%' THEN COALESCE(m.why_no_upn, p.upn) ELSE p.upn END AS upn,
    m.mother,
    m.mc_dob
FROM named AS n
JOIN person AS p ON p.person_key = n.person_key
LEFT JOIN returned AS m ON m.person_key = p.person_key AND m.from_last = 1
ORDER BY p.source_id
