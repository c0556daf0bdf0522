-- Children: everyone whom a landed row names, with what the feeds say of who they are.
-- grain: one row per person
-- key: person_key
-- rules: each fact is the first there is in the order of the declaration, a detailed code before a group of codes or a
--   word for not known. A child in any table is a person, also where no row says who it is; then the facts are empty. A
--   row of the UASC table makes the child an unaccompanied asylum-seeking child, until its DUC (SSDA903 guide: UASC), as
--   do an immigration status that says so and Annex A. A child is unborn of whom a birth is expected and none recorded,
--   or recorded for a day after the data. The district is that of the latest home address. A person goes by the number of
--   the case system and its returns: a partner who knew the child first numbers nobody here.
WITH unexplained AS (
    SELECT r.feed, r.source_id, r.person_key
    FROM person_record AS r
    WHERE r.person_key NOT IN (SELECT c.person_key FROM person_chosen AS c)
),
named AS (
    SELECT l.feed, l.source_id, l.source_row FROM landing_ssda903_episodes AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row FROM landing_ssda903_reviews AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row FROM landing_ssda903_uasc AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row FROM landing_ssda903_oc2 AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row FROM landing_ssda903_oc3 AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row FROM landing_ssda903_ad1 AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row FROM landing_ssda903_placed_adoption AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row FROM landing_ssda903_previous_permanence AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row FROM landing_ssda903_missing AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row FROM landing_ssda903_social_worker_episodes AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row FROM landing_ssda903_deprivation_of_liberty AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row FROM landing_cin_census_disabilities AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row FROM landing_cin_census_cin_details AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row FROM landing_cin_census_assessments AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row FROM landing_cin_census_assessment_factors AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row FROM landing_cin_census_section_47 AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row FROM landing_cin_census_child_protection_plans AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row FROM landing_cin_census_reviews AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row FROM landing_cin_census_cin_plans AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row FROM landing_cin_census_pre_proceedings AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row FROM landing_ssd_address AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row FROM landing_ssd_care_leavers AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row FROM landing_ssd_cin_assessments AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row FROM landing_ssd_cin_episodes AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row FROM landing_ssd_cin_plans AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row FROM landing_ssd_cin_visits AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row FROM landing_ssd_cla_care_plan AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row FROM landing_ssd_cla_convictions AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row FROM landing_ssd_cla_episodes AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row FROM landing_ssd_cla_health AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row FROM landing_ssd_cla_immunisations AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row FROM landing_ssd_cla_placement AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row FROM landing_ssd_cla_previous_permanence AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row FROM landing_ssd_cla_substance_misuse AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row FROM landing_ssd_cla_visits AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row FROM landing_ssd_contacts AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row FROM landing_ssd_cp_plans AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row FROM landing_ssd_cp_reviews AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row FROM landing_ssd_cp_visits AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row FROM landing_ssd_disability AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row FROM landing_ssd_early_help_episodes AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row FROM landing_ssd_family AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row FROM landing_ssd_immigration_status AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row FROM landing_ssd_initial_cp_conference AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row FROM landing_ssd_involvements AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row FROM landing_ssd_legal_status AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row FROM landing_ssd_linked_identifiers AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row FROM landing_ssd_missing AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row FROM landing_ssd_mother AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row FROM landing_ssd_permanence AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row FROM landing_ssd_pre_proceedings AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row FROM landing_ssd_s47_enquiry AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row FROM landing_ssd_sdq_scores AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row FROM landing_ssd_send AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row FROM landing_ssd_voice_of_child AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row FROM landing_quality_audits AS l
    UNION ALL
    SELECT l.feed, l.source_id, l.source_row FROM landing_quality_supervision AS l
),
own_numbers AS (
    SELECT
        r.person_key,
        r.feed,
        r.source_id,
        ROW_NUMBER() OVER (
            PARTITION BY r.person_key
            ORDER BY
                CASE r.feed
                    WHEN 'ssd' THEN 1
                    WHEN 'ssda903' THEN 2
                    WHEN 'cin_census' THEN 3
                    WHEN 'annex_a' THEN 4
                    WHEN 'quality' THEN 5
                    ELSE 6
                END,
                r.first_received,
                r.record_key
        ) AS from_first
    FROM person_record AS r
),
first_rows AS (
    SELECT x.person_key, MIN(n.source_row) AS source_row
    FROM named AS n
    JOIN unexplained AS x ON x.feed = n.feed AND x.source_id = n.source_id
    GROUP BY x.person_key
),
asylum AS (
    SELECT
        r.person_key,
        u.duc AS uasc_ceased_date,
        ROW_NUMBER() OVER (
            PARTITION BY r.person_key ORDER BY u.period_end DESC, u.received DESC, u.line DESC, u.source_row DESC
        ) AS from_last
    FROM landing_ssda903_uasc AS u
    JOIN person_record AS r ON r.feed = u.feed AND r.source_id = u.source_id
),
immigrant AS (
    SELECT
        r.person_key,
        MAX(COALESCE(i.immi_immigration_status_end_date, DATE '9999-12-31')) AS uasc_ceased_date
    FROM landing_ssd_immigration_status AS i
    JOIN person_record AS r ON r.feed = i.feed AND r.source_id = i.source_id
    WHERE LOWER(i.immi_immigration_status) LIKE '%uasc%' OR LOWER(i.immi_immigration_status) LIKE '%unaccompanied%'
    GROUP BY r.person_key
),
disabled AS (
    SELECT d.person_key, MIN(CASE WHEN d.disability = 'NONE' THEN 'no' ELSE 'yes' END) AS is_disabled
    FROM disability AS d
    GROUP BY d.person_key
),
homes AS (
    SELECT
        a.person_key,
        a.district,
        ROW_NUMBER() OVER (
            PARTITION BY a.person_key
            ORDER BY
                CASE WHEN LOWER(a.address_type) LIKE '%home%' OR a.address_type IS NULL THEN 1 ELSE 2 END,
                a.start_date DESC,
                a.source_row DESC
        ) AS from_last
    FROM address AS a
    WHERE COALESCE(LOWER(a.address_type), '') NOT LIKE '%placement%'
)
SELECT
    r.authority,
    COALESCE(c.feed, n.feed) AS feed,
    r.person_key,
    COALESCE(c.source_row, f.source_row) AS source_row,
    r.record_key,
    n.source_id,
    c.birth_date,
    COALESCE(c.sex, c.sex_said) AS sex,
    COALESCE(c.ethnicity, c.ethnicity_said) AS ethnicity,
    COALESCE(c.upn, c.upn_said) AS upn,
    u.person_key IS NOT NULL OR i.person_key IS NOT NULL OR COALESCE(c.is_uasc, FALSE) AS is_uasc,
    COALESCE(u.uasc_ceased_date, i.uasc_ceased_date, DATE '9999-12-31') AS uasc_ceased_date,
    c.forename,
    c.surname,
    c.expected_birth_date,
    c.death_date,
    COALESCE(
        CASE WHEN c.birth_date IS NULL THEN c.expected_birth_date IS NOT NULL ELSE c.birth_date > b.data_date END, FALSE
    ) AS is_unborn,
    CASE
        WHEN c.birth_date IS NULL AND c.expected_birth_date IS NOT NULL THEN DATE '9999-12-31'
        ELSE c.birth_date
    END AS unborn_until_date,
    COALESCE(d.is_disabled, 'unknown') AS is_disabled,
    h.district,
    COALESCE(c.sources, n.feed) AS sources
FROM person_record AS r
CROSS JOIN build_facts AS b
JOIN own_numbers AS n ON n.person_key = r.person_key AND n.from_first = 1
LEFT JOIN person_chosen AS c ON c.person_key = r.person_key
LEFT JOIN first_rows AS f ON f.person_key = r.person_key
LEFT JOIN asylum AS u ON u.person_key = r.person_key AND u.from_last = 1
LEFT JOIN immigrant AS i ON i.person_key = r.person_key
LEFT JOIN disabled AS d ON d.person_key = r.person_key
LEFT JOIN homes AS h ON h.person_key = r.person_key AND h.from_last = 1
WHERE r.record_key = r.person_key
