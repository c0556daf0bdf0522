-- Entries of Annex A: those of the latest lists that name a child's worker.
-- grain: one row per entry of a list that names a worker
-- key: list_rank, source_row
-- rules: a child's latest lists are those of the last day on which any list says of the child who the worker is. One that
--   says "unallocated" names nobody. Names stand as written, without spaces around and with single ones between words.
WITH listed AS (
    SELECT
        l.authority,
        l.feed,
        l.source_id,
        l.source_row,
        l.period_end AS said_date,
        1 AS list_rank,
        l.start_date AS start_date,
        COALESCE(l.end_date, DATE '9999-12-31') AS end_date,
        l.team,
        l.worker
    FROM landing_annex_a_children_in_care AS l
    UNION ALL
    SELECT
        l.authority,
        l.feed,
        l.source_id,
        l.source_row,
        l.period_end AS said_date,
        2 AS list_rank,
        l.start_date AS start_date,
        COALESCE(l.end_date, DATE '9999-12-31') AS end_date,
        l.team,
        l.worker
    FROM landing_annex_a_child_protection_plans AS l
    UNION ALL
    SELECT
        l.authority,
        l.feed,
        l.source_id,
        l.source_row,
        l.period_end AS said_date,
        3 AS list_rank,
        l.start_date AS start_date,
        COALESCE(l.closure_date, DATE '9999-12-31') AS end_date,
        l.team,
        l.worker
    FROM landing_annex_a_children_in_need AS l
    UNION ALL
    SELECT
        l.authority,
        l.feed,
        l.source_id,
        l.source_row,
        l.period_end AS said_date,
        4 AS list_rank,
        l.period_end AS start_date,
        DATE '9999-12-31' AS end_date,
        l.team,
        l.worker
    FROM landing_annex_a_care_leavers AS l
    UNION ALL
    SELECT
        l.authority,
        l.feed,
        l.source_id,
        l.source_row,
        l.period_end AS said_date,
        5 AS list_rank,
        l.start_date AS start_date,
        COALESCE(l.authorised_date, DATE '9999-12-31') AS end_date,
        l.team,
        l.worker
    FROM landing_annex_a_assessments AS l
    UNION ALL
    SELECT
        l.authority,
        l.feed,
        l.source_id,
        l.source_row,
        l.period_end AS said_date,
        6 AS list_rank,
        l.strategy_date AS start_date,
        COALESCE(l.conference_date, DATE '9999-12-31') AS end_date,
        l.team,
        l.worker
    FROM landing_annex_a_section_47 AS l
    UNION ALL
    SELECT
        l.authority,
        l.feed,
        l.source_id,
        l.source_row,
        l.period_end AS said_date,
        7 AS list_rank,
        l.referral_date AS start_date,
        CASE WHEN l.referral_nfa THEN l.referral_date ELSE DATE '9999-12-31' END AS end_date,
        l.team,
        l.worker
    FROM landing_annex_a_referrals AS l
),
said AS (
    SELECT
        l.authority,
        l.feed,
        r.person_key,
        l.source_row,
        l.said_date,
        l.list_rank,
        l.start_date,
        l.end_date,
        REPLACE(TRIM(l.worker), '  ', ' ') AS worker_name,
        CASE
            WHEN LOWER(TRIM(l.team)) IN ('', 'unallocated') THEN CAST(NULL AS VARCHAR)
            ELSE REPLACE(TRIM(l.team), '  ', ' ')
        END AS team_name,
        MAX(l.said_date) OVER (PARTITION BY r.person_key) AS latest_date
    FROM listed AS l
    JOIN person_record AS r ON r.feed = l.feed AND r.source_id = l.source_id
    WHERE TRIM(l.worker) <> ''
)
SELECT
    s.authority,
    s.feed,
    s.person_key,
    s.source_row,
    s.said_date,
    s.list_rank,
    s.start_date,
    s.end_date,
    s.worker_name,
    s.team_name
FROM said AS s
WHERE s.said_date = s.latest_date AND LOWER(s.worker_name) <> 'unallocated'
