-- Steps to adoption, for each period of care that ended with an adoption order (E11, E12).
-- grain: one row per ordinary period of care that ended in adoption
-- key: period_of_care_key
-- rules: A1, A2 and A10 of the adoption scorecards (background knowledge): care to placement, placement order to match,
--   and care to placement stopped, for an adoption by the foster carer, at the day the stay with that carer began. The
--   placement is the one with the family who adopted: the first for adoption (A3 to A6) in the last stay with one carer,
--   so that one that broke down before is passed over, and none is told where the last stay was not for adoption. The
--   decision and the match are those of the latest AD1 row; without one, the decision is the latest on or before the
--   order. Whether it was the foster carer who adopted is what AD1 says.
WITH adopted AS (
    SELECT p.*
    FROM period_of_care AS p
    WHERE p.reason_ceased IN ('E11', 'E12') AND NOT p.is_short_break AND p.until_date < DATE '9999-12-31'
),
latest_adopters AS (
    SELECT
        a.*,
        ROW_NUMBER() OVER (PARTITION BY a.person_key ORDER BY a.period DESC, a.source_row DESC) AS from_last
    FROM adoption AS a
),
latest_decision AS (
    SELECT d.period_of_care_key, MAX(v.decision_date) AS decision_date
    FROM adopted AS d
    JOIN adoption_decision AS v ON v.person_key = d.person_key AND v.decision_date <= d.until_date
    GROUP BY d.period_of_care_key
),
placement_order AS (
    SELECT e.period_of_care_key, MIN(e.start_date) AS placement_order_date
    FROM episode AS e
    WHERE e.legal_status = 'E1'
    GROUP BY e.period_of_care_key
),
last_stay AS (
    SELECT m.period_of_care_key, MAX(m.placement_start_date_same_carer) AS carer_start_date
    FROM placement AS m
    GROUP BY m.period_of_care_key
),
placed AS (
    SELECT l.period_of_care_key, l.carer_start_date, MIN(e.start_date) AS placed_date
    FROM last_stay AS l
    JOIN episode AS e ON e.period_of_care_key = l.period_of_care_key AND e.start_date >= l.carer_start_date
    WHERE e.placement_type IN ('A3', 'A4', 'A5', 'A6')
    GROUP BY l.period_of_care_key, l.carer_start_date
),
steps AS (
    SELECT
        d.*,
        COALESCE(a.decision_date, v.decision_date) AS decision_date,
        o.placement_order_date,
        a.match_date,
        s.placed_date,
        s.carer_start_date,
        COALESCE(a.is_adopted_by_foster_carer, FALSE) AS is_adopted_by_foster_carer
    FROM adopted AS d
    LEFT JOIN latest_adopters AS a ON a.person_key = d.person_key AND a.from_last = 1
    LEFT JOIN latest_decision AS v ON v.period_of_care_key = d.period_of_care_key
    LEFT JOIN placement_order AS o ON o.period_of_care_key = d.period_of_care_key
    LEFT JOIN placed AS s ON s.period_of_care_key = d.period_of_care_key
)
SELECT
    s.authority,
    s.feed,
    s.person_key,
    s.source_row,
    s.period_of_care_key,
    s.start_date AS care_start_date,
    s.decision_date,
    s.placement_order_date,
    s.match_date,
    s.placed_date,
    CASE WHEN s.is_adopted_by_foster_carer THEN s.carer_start_date ELSE s.placed_date END AS adjusted_placed_date,
    s.until_date AS order_date,
    s.is_adopted_by_foster_carer
FROM steps AS s
