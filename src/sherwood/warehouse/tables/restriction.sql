-- Restricted records: children whose adoption, decided, under way or made, restricts who may open their record.
-- grain: one row per person, reason and day it begins
-- key: person_key, reason, from_date
-- rules: from the earliest of the decision, the placement order (E1), the placement for adoption (A3 to A6) and the
--   order (E11, E12); a decision reversed later restricts all the same.
WITH triggers AS (
    SELECT d.authority, d.feed, d.person_key, d.source_row, d.decision_date AS from_date
    FROM adoption_decision AS d
    UNION ALL
    SELECT a.authority, a.feed, a.person_key, a.source_row, a.decision_date AS from_date
    FROM adoption AS a
    UNION ALL
    SELECT e.authority, e.feed, e.person_key, e.source_row, e.start_date AS from_date
    FROM episode AS e
    WHERE e.legal_status = 'E1' OR e.placement_type IN ('A3', 'A4', 'A5', 'A6')
    UNION ALL
    SELECT e.authority, e.feed, e.person_key, e.source_row, LEAST(e.end_date, e.until_date) AS from_date
    FROM episode AS e
    WHERE e.reason_ceased IN ('E11', 'E12')
),
ordered AS (
    SELECT t.*, ROW_NUMBER() OVER (PARTITION BY t.person_key ORDER BY t.from_date, t.source_row) AS from_first
    FROM triggers AS t
    WHERE t.from_date < DATE '9999-12-31'
)
SELECT o.authority, o.feed, o.person_key, o.source_row, 'adoption' AS reason, o.from_date
FROM ordered AS o
WHERE o.from_first = 1
