-- Young people who receive a leaving care service as the latest list of each feed says them.
-- grain: one row per feed and young person
-- key: person_key, feed
-- rules: of several rows the one with the latest review of the pathway plan stands (Ofsted Annex A list 9).
WITH landed AS (
    SELECT
        s.authority,
        s.feed,
        s.source_id,
        s.source_row,
        s.period_end,
        LEAST(s.received, s.period_end) AS said_date,
        s.clea_care_leaver_eligibility AS eligibility,
        s.clea_care_leaver_in_touch AS in_touch,
        s.clea_care_leaver_latest_contact AS last_contact_date,
        s.clea_care_leaver_accommodation AS accommodation,
        s.clea_care_leaver_accom_suitable AS suitability,
        s.clea_care_leaver_activity AS activity,
        s.clea_pathway_plan_review_date AS pathway_plan_date,
        s.clea_care_leaver_personal_advisor AS personal_adviser
    FROM landing_ssd_care_leavers AS s
    UNION ALL
    SELECT
        a.authority,
        a.feed,
        a.source_id,
        a.source_row,
        a.period_end,
        LEAST(a.received, a.period_end) AS said_date,
        a.eligibility,
        a.in_touch,
        a.last_contact_date,
        a.accommodation,
        a.suitability,
        a.activity,
        a.pathway_plan_date,
        a.personal_adviser
    FROM landing_annex_a_care_leavers AS a
),
numbered AS (
    SELECT
        l.*,
        r.person_key,
        ROW_NUMBER() OVER (
            PARTITION BY l.feed, r.person_key
            ORDER BY l.period_end DESC, COALESCE(l.pathway_plan_date, DATE '1900-01-01') DESC, l.source_row DESC
        ) AS from_last
    FROM landed AS l
    JOIN person_record AS r ON r.feed = l.feed AND r.source_id = l.source_id
)
SELECT
    n.authority,
    n.feed,
    n.person_key,
    n.source_row,
    n.said_date,
    n.said_date AS as_at_date,
    n.eligibility,
    n.in_touch,
    n.last_contact_date,
    n.accommodation,
    CASE n.suitability WHEN 'suitable' THEN TRUE WHEN 'not_suitable' THEN FALSE END AS is_suitable,
    n.activity,
    n.pathway_plan_date,
    n.personal_adviser
FROM numbered AS n
WHERE n.from_last = 1
