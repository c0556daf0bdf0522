-- Annex A list 8: children in care on the day, or who left in the six months to it.
-- grain: one row a child and period of care
-- key: person_key, start_date
-- rules: short breaks are no period of care here. Missing and absent are from the placement: a time before the child was looked
--   after, as the case system tells of it too, is not counted. The plan for permanence, the last contact of the reviewing officer, the
--   authority of the placement and what became of the last return interview no other feed tells: they are of the list last
--   loaded that is no younger than the day.
WITH periods AS (
    SELECT c.*, LEAST(c.end_date, $as_at) AS told_date
    FROM period_of_care AS c
    WHERE c.start_date <= $as_at AND c.end_date >= $since AND NOT c.is_short_break
),
earlier AS (
    SELECT DISTINCT c.person_key, c.start_date
    FROM periods AS c
    JOIN period_of_care AS b
        ON b.person_key = c.person_key AND b.start_date < c.start_date AND b.end_date > $year_ago AND NOT b.is_short_break
),
status AS (
    SELECT
        l.period_of_care_key,
        l.legal_status,
        l.start_date,
        ROW_NUMBER() OVER (PARTITION BY l.period_of_care_key ORDER BY l.start_date DESC) AS from_last
    FROM legal_status AS l
    WHERE l.start_date <= $as_at
),
needs AS (
    SELECT
        e.period_of_care_key,
        e.category_of_need,
        ROW_NUMBER() OVER (PARTITION BY e.period_of_care_key ORDER BY e.start_date DESC, e.source_row) AS from_last
    FROM episode AS e
    WHERE e.start_date <= $as_at
),
placed AS (
    SELECT
        p.*,
        COUNT(CASE WHEN p.until_date > $year_ago AND NOT p.is_temporary THEN 1 END)
            OVER (PARTITION BY p.person_key) AS placements_12m,
        ROW_NUMBER() OVER (PARTITION BY p.period_of_care_key ORDER BY p.start_date DESC) AS from_last
    FROM placement AS p
    WHERE p.start_date <= $as_at AND NOT p.is_short_break
),
far AS (
    SELECT
        c.period_of_care_key,
        d.is_outside,
        ROW_NUMBER() OVER (PARTITION BY c.period_of_care_key ORDER BY d.start_date DESC, d.source_row) AS from_last
    FROM periods AS c
    JOIN placement_distance AS d
        ON d.person_key = c.person_key
        AND d.start_date BETWEEN c.start_date AND c.told_date
        AND d.start_date < c.end_date
    WHERE NOT d.is_short_break
),
happened AS (
    SELECT r.period_of_care_key AS of_key, 'review' AS what, r.review_date AS day FROM review AS r
    UNION ALL
    SELECT v.period_of_care_key AS of_key, 'visit' AS what, v.visit_date AS day FROM looked_after_visit AS v
    UNION ALL
    SELECT a.person_key AS of_key, 'health' AS what, a.held_date AS day FROM health_assessment AS a
    UNION ALL
    SELECT k.person_key AS of_key, k.kind AS what, k.check_date AS day FROM health_check AS k WHERE k.kind = 'dental'
),
last_days AS (
    SELECT
        h.of_key,
        MAX(CASE WHEN h.what = 'review' THEN h.day END) AS last_review_date,
        MAX(CASE WHEN h.what = 'visit' THEN h.day END) AS last_visit_date,
        MAX(CASE WHEN h.what = 'health' THEN h.day END) AS last_health_date,
        MAX(CASE WHEN h.what = 'dental' THEN h.day END) AS last_dental_date
    FROM happened AS h
    WHERE h.day <= $as_at
    GROUP BY h.of_key
),
away AS (
    SELECT
        m.person_key,
        COUNT(CASE WHEN m.missing_type = 'M' THEN 1 END) AS missing_12m,
        COUNT(CASE WHEN m.missing_type = 'A' THEN 1 END) AS absent_12m
    FROM missing AS m
    WHERE
        m.start_date > $year_ago
        AND m.start_date <= $as_at
        AND EXISTS (
            SELECT 1
            FROM period_of_care AS c
            WHERE c.person_key = m.person_key AND c.start_date <= m.start_date AND m.start_date <= c.until_date
        )
    GROUP BY m.person_key
),
listed AS (
    SELECT
        r.person_key,
        a.permanence_plan,
        a.last_iro_date,
        a.placement_authority,
        a.interview_offered,
        a.interview_accepted,
        ROW_NUMBER() OVER (PARTITION BY r.person_key ORDER BY a.period_end DESC, a.source_row DESC) AS from_last
    FROM landing_annex_a_children_in_care AS a
    JOIN person_record AS r ON r.feed = a.feed AND r.source_id = a.source_id
    WHERE a.period_end <= $as_at
)
SELECT
    c.person_key,
    c.source_row,
    COALESCE(s.is_uasc AND COALESCE(s.uasc_ceased_date, DATE '9999-12-31') > $year_ago, FALSE) AS uasc_12m,
    c.start_date,
    COALESCE(n.category_of_need, c.first_category_of_need) AS category_of_need,
    e.person_key IS NOT NULL AS second_period_12m,
    l.start_date AS legal_status_date,
    l.legal_status,
    v.last_review_date,
    v.last_visit_date,
    t.permanence_plan,
    t.last_iro_date,
    h.last_health_date,
    h.last_dental_date,
    CAST(COALESCE(p.placements_12m, 0) AS INTEGER) AS placements_12m,
    CASE WHEN c.end_date <= $as_at THEN c.end_date END AS end_date,
    CASE WHEN c.end_date <= $as_at THEN c.reason_ceased END AS reason_ceased,
    p.start_date AS placement_start_date,
    p.placement_type,
    p.placement_provider,
    p.placement_postcode,
    p.urn,
    CASE WHEN f.is_outside THEN 'out' WHEN NOT f.is_outside THEN 'in' END AS placement_location,
    t.placement_authority,
    CAST(COALESCE(m.missing_12m, 0) AS INTEGER) AS missing_12m,
    CAST(COALESCE(m.absent_12m, 0) AS INTEGER) AS absent_12m,
    t.interview_offered,
    t.interview_accepted
FROM periods AS c
JOIN person AS s ON s.person_key = c.person_key
LEFT JOIN earlier AS e ON e.person_key = c.person_key AND e.start_date = c.start_date
LEFT JOIN status AS l ON l.period_of_care_key = c.period_of_care_key AND l.from_last = 1
LEFT JOIN needs AS n ON n.period_of_care_key = c.period_of_care_key AND n.from_last = 1
LEFT JOIN placed AS p ON p.period_of_care_key = c.period_of_care_key AND p.from_last = 1
LEFT JOIN far AS f ON f.period_of_care_key = c.period_of_care_key AND f.from_last = 1
LEFT JOIN last_days AS v ON v.of_key = c.period_of_care_key
LEFT JOIN last_days AS h ON h.of_key = c.person_key
LEFT JOIN away AS m ON m.person_key = c.person_key
LEFT JOIN listed AS t ON t.person_key = c.person_key AND t.from_last = 1
