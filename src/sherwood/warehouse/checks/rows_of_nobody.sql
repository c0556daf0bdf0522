-- Rows belong to a child who is not in the table of children.
-- on failure: stop
-- remedy: the child's record could not be linked; build again with `sherwood build --full` and report it if it stays
WITH rows_of_children AS (
    SELECT e.person_key, e.source_row FROM episode AS e
    UNION ALL
    SELECT v.person_key, v.source_row FROM review AS v
    UNION ALL
    SELECT m.person_key, m.source_row FROM missing AS m
    UNION ALL
    SELECT a.person_key, a.source_row FROM allocation AS a
    UNION ALL
    SELECT a.person_key, a.source_row FROM adoption AS a
    UNION ALL
    SELECT d.person_key, d.source_row FROM adoption_decision AS d
    UNION ALL
    SELECT c.person_key, c.source_row FROM care_leaver AS c
    UNION ALL
    SELECT v.person_key, v.source_row FROM previous_permanence AS v
    UNION ALL
    SELECT d.person_key, d.source_row FROM deprivation_of_liberty AS d
    UNION ALL
    SELECT x.person_key, x.source_row FROM involvement AS x
    UNION ALL
    SELECT x.person_key, x.source_row FROM address AS x
    UNION ALL
    SELECT x.person_key, x.source_row FROM disability AS x
    UNION ALL
    SELECT x.person_key, x.source_row FROM looked_after_visit AS x
    UNION ALL
    SELECT x.person_key, x.source_row FROM care_leaver_now AS x
    UNION ALL
    SELECT x.person_key, x.source_row FROM restriction AS x
    UNION ALL
    SELECT x.person_key, x.source_row FROM task AS x
    UNION ALL
    SELECT x.person_key, x.source_row FROM event AS x
)
SELECT r.source_row
FROM rows_of_children AS r
LEFT JOIN person AS p ON p.person_key = r.person_key
WHERE p.person_key IS NULL
