-- Annex A list 10: children to be placed for adoption by a decision of the twelve months to the day, or adopted in them.
-- grain: one row a decision
-- key: person_key, decision_date
-- rules: what came of a decision is that of the period of care it was made in; a placement for adoption is one of kinds A3 to A6.
WITH decided AS (
    SELECT d.person_key, d.source_row, d.decision_date, d.ceased_date, d.reason_ceased
    FROM adoption_decision AS d
    WHERE d.decision_date <= $as_at
),
cared AS (
    SELECT d.source_row, c.period_of_care_key, c.start_date, c.end_date, c.reason_ceased
    FROM decided AS d
    JOIN period_of_care AS c
        ON c.person_key = d.person_key AND d.decision_date BETWEEN c.start_date AND c.end_date AND NOT c.is_short_break
),
orders AS (
    SELECT l.period_of_care_key, MIN(l.start_date) AS placement_order_date
    FROM legal_status AS l
    WHERE l.legal_status = 'E1' AND l.start_date <= $as_at
    GROUP BY l.period_of_care_key
),
placed AS (
    SELECT p.period_of_care_key, MIN(p.start_date) AS placed_date
    FROM placement AS p
    WHERE p.placement_type IN ('A3', 'A4', 'A5', 'A6') AND p.start_date <= $as_at
    GROUP BY p.period_of_care_key
),
matched AS (
    SELECT a.person_key, MAX(a.match_date) AS match_date
    FROM adoption AS a
    WHERE a.match_date <= $as_at
    GROUP BY a.person_key
)
SELECT
    d.person_key,
    d.source_row,
    c.start_date AS care_date,
    d.decision_date,
    o.placement_order_date,
    CASE WHEN m.match_date >= d.decision_date THEN m.match_date END AS match_date,
    CASE WHEN p.placed_date >= d.decision_date THEN p.placed_date END AS placed_date,
    CASE WHEN c.end_date <= $as_at AND c.reason_ceased IN ('E11', 'E12') THEN c.end_date END AS order_date,
    CASE WHEN d.ceased_date <= $as_at THEN d.ceased_date END AS reversed_date,
    CASE WHEN d.ceased_date <= $as_at THEN d.reason_ceased END AS reversed_reason
FROM decided AS d
LEFT JOIN cared AS c ON c.source_row = d.source_row
LEFT JOIN orders AS o ON o.period_of_care_key = c.period_of_care_key
LEFT JOIN placed AS p ON p.period_of_care_key = c.period_of_care_key
LEFT JOIN matched AS m ON m.person_key = d.person_key
WHERE
    d.decision_date > $year_ago
    OR (c.end_date > $year_ago AND c.end_date <= $as_at AND c.reason_ceased IN ('E11', 'E12'))
