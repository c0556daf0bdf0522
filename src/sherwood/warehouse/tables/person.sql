-- Children: everyone whom a landed row names, with the facts of the latest header row.
-- grain: one row per person
-- key: person_key
-- rules: a child in any table is a person, also where no header row came; then the facts are empty. A row of the UASC
--   table makes the child an unaccompanied asylum-seeking child, until its DUC (SSDA903 guide: UASC).
WITH landed AS (
    SELECT h.feed, h.source_id, h.source_row FROM landing_ssda903_header AS h
    UNION ALL
    SELECT e.feed, e.source_id, e.source_row FROM landing_ssda903_episodes AS e
    UNION ALL
    SELECT v.feed, v.source_id, v.source_row FROM landing_ssda903_reviews AS v
    UNION ALL
    SELECT u.feed, u.source_id, u.source_row FROM landing_ssda903_uasc AS u
    UNION ALL
    SELECT o.feed, o.source_id, o.source_row FROM landing_ssda903_oc2 AS o
    UNION ALL
    SELECT o.feed, o.source_id, o.source_row FROM landing_ssda903_oc3 AS o
    UNION ALL
    SELECT a.feed, a.source_id, a.source_row FROM landing_ssda903_ad1 AS a
    UNION ALL
    SELECT d.feed, d.source_id, d.source_row FROM landing_ssda903_placed_adoption AS d
    UNION ALL
    SELECT p.feed, p.source_id, p.source_row FROM landing_ssda903_previous_permanence AS p
    UNION ALL
    SELECT m.feed, m.source_id, m.source_row FROM landing_ssda903_missing AS m
    UNION ALL
    SELECT s.feed, s.source_id, s.source_row FROM landing_ssda903_social_worker_episodes AS s
    UNION ALL
    SELECT d.feed, d.source_id, d.source_row FROM landing_ssda903_deprivation_of_liberty AS d
),
first_rows AS (
    SELECT r.person_key, MIN(l.source_row) AS source_row
    FROM landed AS l
    JOIN person_record AS r ON r.feed = l.feed AND r.source_id = l.source_id
    GROUP BY r.person_key
),
headers AS (
    SELECT
        r.person_key,
        h.*,
        ROW_NUMBER() OVER (
            PARTITION BY r.person_key ORDER BY h.period_end DESC, h.received DESC, h.line DESC, h.source_row DESC
        ) AS from_last
    FROM landing_ssda903_header AS h
    JOIN person_record AS r ON r.feed = h.feed AND r.source_id = h.source_id
),
asylum AS (
    SELECT
        r.person_key,
        u.duc,
        ROW_NUMBER() OVER (
            PARTITION BY r.person_key ORDER BY u.period_end DESC, u.received DESC, u.line DESC, u.source_row DESC
        ) AS from_last
    FROM landing_ssda903_uasc AS u
    JOIN person_record AS r ON r.feed = u.feed AND r.source_id = u.source_id
)
SELECT
    r.authority,
    r.feed,
    r.person_key,
    COALESCE(h.source_row, f.source_row) AS source_row,
    r.record_key,
    r.source_id,
    h.dob AS birth_date,
    h.sex,
    h.ethnic AS ethnicity,
    h.upn,
    u.person_key IS NOT NULL AS is_uasc,
    COALESCE(u.duc, DATE '9999-12-31') AS uasc_ceased_date
FROM person_record AS r
JOIN first_rows AS f ON f.person_key = r.person_key
LEFT JOIN headers AS h ON h.person_key = r.person_key AND h.from_last = 1
LEFT JOIN asylum AS u ON u.person_key = r.person_key AND u.from_last = 1
WHERE r.record_key = r.person_key
