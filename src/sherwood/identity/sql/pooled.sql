-- Pooled pairs: two people who are not joined, by all that any of their records say of them together.
-- grain: one row per two people of whom several pairs of nodes were scored
-- key: one, other
-- rules: two people who each bear valid numbers of one kind and share none are two. Of each comparison the best agreement that any pair of nodes shows counts, else the worst disagreement. What stops a
--   pair for want of a birth date or forename does not stop two people of whom another pair agrees in it. The pair that weighs most
--   stands for the two people.
WITH bearer AS (
    SELECT
        p.person_no,
        LIST_DISTINCT(FLATTEN(LIST(n.nhs_numbers) FILTER (n.nhs_numbers IS NOT NULL))) AS nhs_numbers,
        LIST_DISTINCT(FLATTEN(LIST(n.upns) FILTER (n.upns IS NOT NULL))) AS upns,
        LIST_DISTINCT(FLATTEN(LIST(n.ni_numbers) FILTER (n.ni_numbers IS NOT NULL))) AS ni_numbers
    FROM node AS n
    JOIN person_node AS p ON p.node_no = n.node_no
    GROUP BY p.person_no
),
apart AS (
    SELECT
        LEAST(a.person_no, b.person_no) AS one_person,
        GREATEST(a.person_no, b.person_no) AS other_person,
        g.one,
        g.other,
        g.stopped_by,
        g.match_weight,
        g.match_weight
        - (s.mw_name + s.mw_birth_date + s.mw_place + s.mw_nhs_number + s.mw_upn + s.mw_ni_number + s.mw_sex) AS start,
        s.mw_name,
        s.mw_birth_date,
        s.mw_place,
        s.mw_nhs_number,
        s.mw_upn,
        s.mw_ni_number,
        s.mw_sex
    FROM guarded AS g
    JOIN scored AS s ON s.one = g.one AND s.other = g.other
    JOIN person_node AS a ON a.node_no = g.one
    JOIN person_node AS b ON b.node_no = g.other
    WHERE a.person_no <> b.person_no
),
together AS (
    SELECT
        p.one_person,
        p.other_person,
        ARG_MAX(p.one, {'w': p.match_weight, 'one': p.one, 'other': p.other}) FILTER (p.stopped_by IN ('', 'no birth date', 'no forename')) AS one,
        ARG_MAX(p.other, {'w': p.match_weight, 'one': p.one, 'other': p.other}) FILTER (p.stopped_by IN ('', 'no birth date', 'no forename')) AS other,
        MAX(p.start)
        + CASE WHEN MAX(p.mw_name) > 0 THEN MAX(p.mw_name) ELSE MIN(p.mw_name) END
        + CASE WHEN MAX(p.mw_birth_date) > 0 THEN MAX(p.mw_birth_date) ELSE MIN(p.mw_birth_date) END
        + CASE WHEN MAX(p.mw_place) > 0 THEN MAX(p.mw_place) ELSE MIN(p.mw_place) END
        + CASE WHEN MAX(p.mw_nhs_number) > 0 THEN MAX(p.mw_nhs_number) ELSE MIN(p.mw_nhs_number) END
        + CASE WHEN MAX(p.mw_upn) > 0 THEN MAX(p.mw_upn) ELSE MIN(p.mw_upn) END
        + CASE WHEN MAX(p.mw_ni_number) > 0 THEN MAX(p.mw_ni_number) ELSE MIN(p.mw_ni_number) END
        + CASE WHEN MAX(p.mw_sex) > 0 THEN MAX(p.mw_sex) ELSE MIN(p.mw_sex) END AS match_weight
    FROM apart AS p
    GROUP BY p.one_person, p.other_person
    HAVING COUNT(*) > 1
        AND (COUNT(*) FILTER (p.stopped_by = '') > 0 OR (MAX(p.mw_birth_date) > 0 AND MAX(p.mw_name) > 0))
)
SELECT t.one, t.other, t.match_weight
FROM together AS t
JOIN bearer AS a ON a.person_no = t.one_person
JOIN bearer AS b ON b.person_no = t.other_person
WHERE t.one IS NOT NULL
    AND COALESCE(LIST_HAS_ANY(a.nhs_numbers, b.nhs_numbers), TRUE)
    AND COALESCE(LIST_HAS_ANY(a.upns, b.upns), TRUE)
    AND COALESCE(LIST_HAS_ANY(a.ni_numbers, b.ni_numbers), TRUE)
    AND 1 / (1 + POWER(2, -t.match_weight)) >= $link_from
ORDER BY t.match_weight DESC, t.one, t.other
