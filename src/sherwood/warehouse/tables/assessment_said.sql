-- Assessments as each feed says them.
-- grain: one row per feed, child and first day; of several in one feed the lowest identifier stands
-- key: person_key, start_date, feed
-- rules: SSD names the referral by its number and the census by its day; Annex A names none. Annex A says whether support
--   was needed: where it was not, the assessment ended with no further action.
WITH landed AS (
    SELECT
        s.authority,
        s.feed,
        s.source_id,
        s.source_row,
        LEAST(s.received, s.period_end) AS said_date,
        s.cina_assessment_id AS record_id,
        s.cina_assessment_start_date AS start_date,
        e.cine_referral_date AS referral_date,
        COALESCE(s.cina_assessment_auth_date, DATE '9999-12-31') AS authorised_date,
        CASE WHEN s.cina_assessment_child_seen THEN 'yes' WHEN NOT s.cina_assessment_child_seen THEN 'no' END AS child_seen,
        COALESCE(
            s.cina_assessment_outcome_nfa, s.cina_assessment_outcome_json LIKE '%|NFA_FLAG|%'
        ) AS is_no_further_action,
        s.cina_assessment_team AS team_id,
        s.cina_assessment_worker_id AS worker_text
    FROM landing_ssd_cin_assessments AS s
    LEFT JOIN landing_ssd_cin_episodes AS e ON e.cine_referral_id = s.cina_referral_id
    UNION ALL
    SELECT
        a.authority,
        a.feed,
        a.source_id,
        a.source_row,
        LEAST(a.received, a.period_end) AS said_date,
        NULL AS record_id,
        a.start_date,
        NULL AS referral_date,
        COALESCE(a.authorised_date, DATE '9999-12-31') AS authorised_date,
        a.child_seen,
        NOT a.requires_support AS is_no_further_action,
        a.team AS team_id,
        a.worker AS worker_text
    FROM landing_annex_a_assessments AS a
    UNION ALL
    SELECT
        c.authority,
        c.feed,
        c.source_id,
        c.source_row,
        LEAST(c.received, c.period_end) AS said_date,
        NULL AS record_id,
        c.start_date,
        c.referral_date,
        COALESCE(c.authorised_date, DATE '9999-12-31') AS authorised_date,
        NULL AS child_seen,
        NULL AS is_no_further_action,
        NULL AS team_id,
        NULL AS worker_text
    FROM landing_cin_census_assessments AS c
),
numbered AS (
    SELECT
        l.*,
        r.person_key,
        ROW_NUMBER() OVER (
            PARTITION BY l.feed, r.person_key, l.start_date ORDER BY l.said_date DESC, l.record_id, l.source_row
        ) AS number
    FROM landed AS l
    JOIN person_record AS r ON r.feed = l.feed AND r.source_id = l.source_id
    WHERE l.start_date IS NOT NULL
)
SELECT
    n.authority,
    n.feed,
    n.person_key,
    n.source_row,
    n.said_date,
    n.start_date,
    n.referral_date,
    n.authorised_date,
    n.child_seen,
    n.is_no_further_action,
    n.team_id,
    COALESCE(w.worker_id, n.worker_text) AS worker_id
FROM numbered AS n
LEFT JOIN worker_alias AS w ON w.said = LOWER(TRIM(n.worker_text))
WHERE n.number = 1
