-- Contacts, cases, assessments, enquiries, plans or visits belong to a child who is not in the table of children.
-- on failure: stop
-- remedy: the child's record could not be linked; build again with `sherwood build --full` and report it if it stays
WITH rows_of_children AS (
    SELECT c.person_key, c.source_row FROM contact AS c
    UNION ALL
    SELECT e.person_key, e.source_row FROM early_help AS e
    UNION ALL
    SELECT r.person_key, r.source_row FROM referral AS r
    UNION ALL
    SELECT c.person_key, c.source_row FROM child_in_need AS c
    UNION ALL
    SELECT a.person_key, a.source_row FROM assessment AS a
    UNION ALL
    SELECT s.person_key, s.source_row FROM section_47 AS s
    UNION ALL
    SELECT i.person_key, i.source_row FROM initial_conference AS i
    UNION ALL
    SELECT p.person_key, p.source_row FROM child_protection_plan AS p
    UNION ALL
    SELECT v.person_key, v.source_row FROM child_protection_visit AS v
    UNION ALL
    SELECT v.person_key, v.source_row FROM child_protection_review AS v
    UNION ALL
    SELECT p.person_key, p.source_row FROM child_in_need_plan AS p
    UNION ALL
    SELECT v.person_key, v.source_row FROM child_in_need_visit AS v
)
SELECT r.source_row
FROM rows_of_children AS r
LEFT JOIN person AS p ON p.person_key = r.person_key
WHERE p.person_key IS NULL
