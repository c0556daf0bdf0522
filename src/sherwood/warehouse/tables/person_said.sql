-- Children as each feed says who they are: the facts of the latest row of each feed.
-- grain: one row per feed and person
-- key: person_key, feed
-- rules: a group without its detail, an unknown sex or ethnicity and a reason why there is no pupil number say less than
--   a detailed code and give way to one of any feed; they stand in the columns ending _said. What partners' lists say counts
--   only of people whom no feed of the council's own tells of: there it is all that is known of how old somebody is. Of several
--   partners one alone is heard, the last with a birth date: no person's facts come from two agreements that may end apart.
WITH pupils AS (
    SELECT n.source_id, MIN(n.send_upn) AS upn, MIN(n.send_upn_unknown) AS upn_unknown
    FROM landing_ssd_send AS n
    GROUP BY n.source_id
),
landed AS (
    SELECT
        s.authority,
        s.feed,
        s.source_id,
        s.source_row,
        s.period_end,
        s.received,
        s.line,
        s.pers_dob AS birth_date,
        s.pers_expected_dob AS expected_birth_date,
        s.pers_death_date AS death_date,
        s.pers_sex AS sex,
        s.pers_ethnicity AS ethnicity,
        COALESCE(p.upn, s.pers_upn_unknown, p.upn_unknown) AS upn,
        s.pers_forename AS forename,
        s.pers_surname AS surname,
        CAST(NULL AS BOOLEAN) AS is_uasc
    FROM landing_ssd_person AS s
    LEFT JOIN pupils AS p ON p.source_id = s.source_id
    UNION ALL
    SELECT
        c.authority,
        c.feed,
        c.source_id,
        c.source_row,
        c.period_end,
        c.received,
        c.line,
        c.birth_date,
        c.expected_birth_date,
        c.death_date,
        c.sex,
        c.ethnicity,
        COALESCE(c.upn, c.upn_unknown) AS upn,
        CAST(NULL AS VARCHAR) AS forename,
        CAST(NULL AS VARCHAR) AS surname,
        CAST(NULL AS BOOLEAN) AS is_uasc
    FROM landing_cin_census_children AS c
    UNION ALL
    SELECT
        h.authority,
        h.feed,
        h.source_id,
        h.source_row,
        h.period_end,
        h.received,
        h.line,
        h.dob AS birth_date,
        CAST(NULL AS DATE) AS expected_birth_date,
        CAST(NULL AS DATE) AS death_date,
        h.sex,
        h.ethnic AS ethnicity,
        h.upn,
        CAST(NULL AS VARCHAR) AS forename,
        CAST(NULL AS VARCHAR) AS surname,
        CAST(NULL AS BOOLEAN) AS is_uasc
    FROM landing_ssda903_header AS h
    UNION ALL
    SELECT
        a.authority,
        a.feed,
        a.source_id,
        a.source_row,
        a.said_date AS period_end,
        a.said_date AS received,
        0 AS line,
        a.birth_date,
        CAST(NULL AS DATE) AS expected_birth_date,
        CAST(NULL AS DATE) AS death_date,
        a.sex,
        a.ethnicity,
        CAST(NULL AS VARCHAR) AS upn,
        CAST(NULL AS VARCHAR) AS forename,
        CAST(NULL AS VARCHAR) AS surname,
        a.is_uasc
    FROM annex_a_child AS a
),
own AS (
    SELECT l.*, r.person_key
    FROM landed AS l
    JOIN person_record AS r ON r.feed = l.feed AND r.source_id = l.source_id
),
heard AS (
    SELECT h.authority, h.feed, h.source_id, h.source_row, h.period_end, h.received, h.line, h.birth_date,
        h.sex, h.forename, h.surname
    FROM landing_mash_log_contacts AS h
    UNION ALL
    SELECT h.authority, h.feed, h.source_id, h.source_row, h.period_end, h.received, h.line, h.birth_date,
        h.sex, h.forename, h.surname
    FROM landing_early_help_cases AS h
    UNION ALL
    SELECT h.authority, h.feed, h.source_id, h.source_row, h.period_end, h.received, h.line, h.birth_date,
        h.sex, h.forename, h.surname
    FROM landing_youth_justice_interventions AS h
    UNION ALL
    SELECT h.authority, h.feed, h.source_id, h.source_row, h.period_end, h.received, h.line, h.birth_date,
        h.sex, h.forename, h.surname
    FROM landing_youth_justice_offences AS h
    UNION ALL
    SELECT h.authority, h.feed, h.source_id, h.source_row, h.period_end, h.received, h.line, h.birth_date,
        h.sex, h.forename, h.surname
    FROM landing_private_fostering_arrangements AS h
    UNION ALL
    SELECT h.authority, h.feed, h.source_id, h.source_row, h.period_end, h.received, h.line, h.birth_date,
        h.sex, h.forename, h.surname
    FROM landing_exploitation_concerns AS h
    UNION ALL
    SELECT h.authority, h.feed, h.source_id, h.source_row, h.period_end, h.received, h.line, h.birth_date,
        CAST(NULL AS VARCHAR), h.forename, h.surname
    FROM landing_health_cla_assessments AS h
    UNION ALL
    SELECT h.authority, h.feed, h.source_id, h.source_row, h.period_end, h.received, h.line, h.birth_date,
        CAST(NULL AS VARCHAR), h.forename, h.surname
    FROM landing_health_cla_checks AS h
    UNION ALL
    SELECT h.authority, h.feed, h.source_id, h.source_row, h.period_end, h.received, h.line, h.birth_date,
        CAST(NULL AS VARCHAR), h.forename, h.surname
    FROM landing_pep_attainment_peps AS h
    UNION ALL
    SELECT h.authority, h.feed, h.source_id, h.source_row, h.period_end, h.received, h.line, h.birth_date,
        CAST(NULL AS VARCHAR), h.forename, h.surname
    FROM landing_pep_attainment_attainment AS h
    UNION ALL
    SELECT h.authority, h.feed, h.source_id, h.source_row, h.period_end, h.received, h.line, h.birth_date,
        CAST(NULL AS VARCHAR), h.forename, h.surname
    FROM landing_placement_finance_purchases AS h
    UNION ALL
    SELECT h.authority, h.feed, h.source_id, h.source_row, h.period_end, h.received, h.line, h.birth_date,
        CAST(NULL AS VARCHAR), h.forename, h.surname
    FROM landing_court_stages AS h
    UNION ALL
    SELECT h.authority, h.feed, h.source_id, h.source_row, h.period_end, h.received, h.line, h.birth_date,
        CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR)
    FROM landing_adoption_panel_items AS h
),
heard_of AS (
    SELECT
        h.*,
        r.person_key,
        ROW_NUMBER() OVER (
            PARTITION BY r.person_key
            ORDER BY
                CASE WHEN h.birth_date IS NULL THEN 2 ELSE 1 END,
                h.period_end DESC,
                h.received DESC,
                h.line DESC,
                h.source_row DESC
        ) AS from_last
    FROM heard AS h
    JOIN person_record AS r ON r.feed = h.feed AND r.source_id = h.source_id
    LEFT JOIN (SELECT DISTINCT o.person_key FROM own AS o) AS k ON k.person_key = r.person_key
    WHERE k.person_key IS NULL
),
said AS (
    SELECT o.*
    FROM own AS o
    UNION ALL
    SELECT
        h.authority,
        h.feed,
        h.source_id,
        h.source_row,
        h.period_end,
        h.received,
        h.line,
        h.birth_date,
        CAST(NULL AS DATE) AS expected_birth_date,
        CAST(NULL AS DATE) AS death_date,
        h.sex,
        CAST(NULL AS VARCHAR) AS ethnicity,
        CAST(NULL AS VARCHAR) AS upn,
        h.forename,
        h.surname,
        CAST(NULL AS BOOLEAN) AS is_uasc,
        h.person_key
    FROM heard_of AS h
    WHERE h.from_last = 1
),
numbered AS (
    SELECT
        l.*,
        ROW_NUMBER() OVER (
            PARTITION BY l.feed, l.person_key
            ORDER BY l.period_end DESC, l.received DESC, l.line DESC, l.source_row DESC
        ) AS from_last
    FROM said AS l
)
SELECT
    n.authority,
    n.feed,
    n.person_key,
    n.source_row,
    LEAST(n.received, n.period_end) AS said_date,
    n.birth_date,
    n.expected_birth_date,
    n.death_date,
    CASE WHEN n.sex <> 'U' AND NOT COALESCE(s.is_coarse, FALSE) THEN n.sex END AS sex,
    n.sex AS sex_said,
    CASE
        WHEN COALESCE(e.grouping, '') <> 'Unknown' AND NOT COALESCE(e.is_coarse, FALSE) THEN n.ethnicity
    END AS ethnicity,
    n.ethnicity AS ethnicity_said,
    CASE WHEN n.upn NOT LIKE 'UN_' THEN n.upn END AS upn,
    n.upn AS upn_said,
    n.forename,
    n.surname,
    n.is_uasc
FROM numbered AS n
LEFT JOIN code AS s ON s.codelist = 'sex' AND s.code = n.sex
LEFT JOIN code AS e ON e.codelist = 'ethnicity' AND e.code = n.ethnicity
WHERE n.from_last = 1
