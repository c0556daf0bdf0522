-- Children of Annex A: what the latest list that names a child says of who the child is.
-- grain: one row per child in any list of Annex A
-- key: feed, source_id
-- rules: of lists of one day the one on children in care stands, then care leavers, child protection, in need, section 47,
--   assessments, adoption, referrals, early help, contacts. Whether a child is disabled or came unaccompanied is said by
--   some lists alone, so that a yes in any list stands.
WITH listed AS (
    SELECT
        l.authority,
        l.feed,
        l.source_id,
        l.source_row,
        LEAST(l.received, l.period_end) AS said_date,
        l.gender AS sex,
        l.ethnicity,
        l.birth_date,
        l.disability AS disability,
        l.uasc_12m AS is_uasc,
        1 AS list
    FROM landing_annex_a_children_in_care AS l
    UNION ALL
    SELECT
        l.authority,
        l.feed,
        l.source_id,
        l.source_row,
        LEAST(l.received, l.period_end) AS said_date,
        l.gender AS sex,
        l.ethnicity,
        l.birth_date,
        l.disability AS disability,
        l.uasc AS is_uasc,
        2 AS list
    FROM landing_annex_a_care_leavers AS l
    UNION ALL
    SELECT
        l.authority,
        l.feed,
        l.source_id,
        l.source_row,
        LEAST(l.received, l.period_end) AS said_date,
        l.gender AS sex,
        l.ethnicity,
        l.birth_date,
        l.disability AS disability,
        CAST(NULL AS BOOLEAN) AS is_uasc,
        3 AS list
    FROM landing_annex_a_child_protection_plans AS l
    UNION ALL
    SELECT
        l.authority,
        l.feed,
        l.source_id,
        l.source_row,
        LEAST(l.received, l.period_end) AS said_date,
        l.gender AS sex,
        l.ethnicity,
        l.birth_date,
        l.disability AS disability,
        CAST(NULL AS BOOLEAN) AS is_uasc,
        4 AS list
    FROM landing_annex_a_children_in_need AS l
    UNION ALL
    SELECT
        l.authority,
        l.feed,
        l.source_id,
        l.source_row,
        LEAST(l.received, l.period_end) AS said_date,
        l.gender AS sex,
        l.ethnicity,
        l.birth_date,
        l.disability AS disability,
        CAST(NULL AS BOOLEAN) AS is_uasc,
        5 AS list
    FROM landing_annex_a_section_47 AS l
    UNION ALL
    SELECT
        l.authority,
        l.feed,
        l.source_id,
        l.source_row,
        LEAST(l.received, l.period_end) AS said_date,
        l.gender AS sex,
        l.ethnicity,
        l.birth_date,
        l.disability AS disability,
        CAST(NULL AS BOOLEAN) AS is_uasc,
        6 AS list
    FROM landing_annex_a_assessments AS l
    UNION ALL
    SELECT
        l.authority,
        l.feed,
        l.source_id,
        l.source_row,
        LEAST(l.received, l.period_end) AS said_date,
        l.gender AS sex,
        l.ethnicity,
        l.birth_date,
        l.disability AS disability,
        CAST(NULL AS BOOLEAN) AS is_uasc,
        7 AS list
    FROM landing_annex_a_adoption AS l
    UNION ALL
    SELECT
        l.authority,
        l.feed,
        l.source_id,
        l.source_row,
        LEAST(l.received, l.period_end) AS said_date,
        l.gender AS sex,
        l.ethnicity,
        l.birth_date,
        CAST(NULL AS VARCHAR) AS disability,
        CAST(NULL AS BOOLEAN) AS is_uasc,
        8 AS list
    FROM landing_annex_a_referrals AS l
    UNION ALL
    SELECT
        l.authority,
        l.feed,
        l.source_id,
        l.source_row,
        LEAST(l.received, l.period_end) AS said_date,
        l.gender AS sex,
        l.ethnicity,
        l.birth_date,
        CAST(NULL AS VARCHAR) AS disability,
        CAST(NULL AS BOOLEAN) AS is_uasc,
        9 AS list
    FROM landing_annex_a_early_help_assessments AS l
    UNION ALL
    SELECT
        l.authority,
        l.feed,
        l.source_id,
        l.source_row,
        LEAST(l.received, l.period_end) AS said_date,
        l.gender AS sex,
        l.ethnicity,
        l.birth_date,
        CAST(NULL AS VARCHAR) AS disability,
        CAST(NULL AS BOOLEAN) AS is_uasc,
        10 AS list
    FROM landing_annex_a_contacts AS l
),
numbered AS (
    SELECT
        l.*,
        MAX(NULLIF(l.disability, 'unknown')) OVER (PARTITION BY l.feed, l.source_id) AS known_disability,
        MAX(CASE WHEN l.is_uasc THEN 1 END) OVER (PARTITION BY l.feed, l.source_id) AS came_unaccompanied,
        ROW_NUMBER() OVER (
            PARTITION BY l.feed, l.source_id ORDER BY l.said_date DESC, l.list, l.source_row DESC
        ) AS from_last
    FROM listed AS l
)
SELECT
    n.authority,
    n.feed,
    n.source_id,
    r.person_key,
    n.source_row,
    n.said_date,
    n.sex,
    n.ethnicity,
    n.birth_date,
    n.known_disability AS disability,
    CASE WHEN n.came_unaccompanied = 1 THEN TRUE END AS is_uasc
FROM numbered AS n
JOIN person_record AS r ON r.feed = n.feed AND r.source_id = n.source_id
WHERE n.from_last = 1
