-- Decisions that a child should be placed for adoption which stood in the year, and their reversal.
-- grain: one row a decision
-- key: child, date_placed
-- rules: a decision is returned while it stands and the child is looked after, its reversal only once it has come.
SELECT
    p.source_id AS child,
    p.birth_date AS dob,
    d.decision_date AS date_placed,
    CASE WHEN d.ceased_date <= $last_day THEN d.ceased_date END AS date_placed_ceased,
    CASE WHEN d.ceased_date <= $last_day THEN d.reason_ceased END AS reason_placed_ceased
FROM adoption_decision AS d
JOIN person AS p ON p.person_key = d.person_key
WHERE
    d.decision_date <= $last_day
    AND d.ceased_date >= $first_day
    AND d.person_key IN (
        SELECT e.person_key FROM episode AS e WHERE e.start_date <= $last_day AND e.end_date >= $first_day
    )
ORDER BY p.source_id, d.decision_date
