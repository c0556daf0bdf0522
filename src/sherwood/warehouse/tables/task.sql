-- Things to be done: everything with a last day that somebody must do for a child, whatever its kind.
-- grain: one row per thing to be done for a child
-- key: task_key
-- rules: each kind by the rules of its own table: assessments by the law's clock, done when authorised; conferences that
--   were not judged unnecessary; reviews of looked-after children but those placed for adoption. Where no file holds
--   what would show a conference or a review held, none is asked for.
SELECT
    t.authority,
    t.feed,
    t.person_key,
    t.source_row,
    'assessment:' || t.assessment_key AS task_key,
    'assessment' AS kind,
    t.law_clock_date AS clock_date,
    t.law_due_date AS due_date,
    t.authorised_date AS done_date,
    t.until_date AS until_date
FROM assessment AS t
UNION ALL
SELECT
    t.authority,
    t.feed,
    t.person_key,
    t.source_row,
    'section_47_conference:' || t.section_47_key AS task_key,
    'section_47_conference' AS kind,
    t.start_date AS clock_date,
    t.conference_due_date AS due_date,
    t.conference_date AS done_date,
    t.until_date AS until_date
FROM section_47 AS t
WHERE
    NOT COALESCE(t.is_conference_not_required, FALSE)
    AND (
        t.feed <> 'ssd'
        OR EXISTS (
            SELECT 1
            FROM feed_reach AS d
            WHERE d.table_name IN ('initial_cp_conference', 'section_47')
        )
    )
UNION ALL
SELECT
    t.authority,
    t.feed,
    t.person_key,
    t.source_row,
    'child_protection_visit:' || t.plan_key || ':' || CAST(t.sequence AS VARCHAR) AS task_key,
    'child_protection_visit' AS kind,
    t.clock_date AS clock_date,
    t.due_date AS due_date,
    t.held_date AS done_date,
    t.until_date AS until_date
FROM child_protection_visit_due AS t
UNION ALL
SELECT
    t.authority,
    t.feed,
    t.person_key,
    t.source_row,
    'child_protection_review:' || t.plan_key || ':' || CAST(t.sequence AS VARCHAR) AS task_key,
    'child_protection_review' AS kind,
    t.clock_date AS clock_date,
    t.due_date AS due_date,
    t.held_date AS done_date,
    t.until_date AS until_date
FROM child_protection_review_due AS t
UNION ALL
SELECT
    t.authority,
    t.feed,
    t.person_key,
    t.source_row,
    'child_in_need_visit:' || t.plan_key || ':' || CAST(t.sequence AS VARCHAR) AS task_key,
    'child_in_need_visit' AS kind,
    t.clock_date AS clock_date,
    t.due_date AS due_date,
    t.held_date AS done_date,
    t.until_date AS until_date
FROM child_in_need_visit_due AS t
UNION ALL
SELECT
    t.authority,
    t.feed,
    t.person_key,
    t.source_row,
    'looked_after_visit:' || t.stay_key || ':' || CAST(t.sequence AS VARCHAR) AS task_key,
    'looked_after_visit' AS kind,
    t.clock_date AS clock_date,
    t.due_date AS due_date,
    t.held_date AS done_date,
    t.until_date AS until_date
FROM looked_after_visit_due AS t
UNION ALL
SELECT
    t.authority,
    t.feed,
    t.person_key,
    t.source_row,
    'looked_after_review:' || t.period_of_care_key || ':' || CAST(t.sequence AS VARCHAR) AS task_key,
    'looked_after_review' AS kind,
    t.clock_date AS clock_date,
    t.due_date AS due_date,
    t.held_date AS done_date,
    t.until_date AS until_date
FROM review_due AS t
WHERE
    NOT t.is_placed_for_adoption
    AND EXISTS (
        SELECT 1
        FROM feed_reach AS d
        WHERE
            (d.feed = 'ssda903' AND d.table_name = 'reviews')
            OR (d.feed = 'ssd' AND d.table_name = 'cla_reviews')
    )
UNION ALL
SELECT
    t.authority,
    t.feed,
    t.person_key,
    t.source_row,
    'pathway_plan:' || t.person_key AS task_key,
    'pathway_plan' AS kind,
    t.pathway_plan_clock_date AS clock_date,
    t.pathway_plan_due_date AS due_date,
    t.pathway_plan_done_date AS done_date,
    t.until_date AS until_date
FROM care_leaver_now AS t
