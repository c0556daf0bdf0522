-- Unmatched rows: how many rows and people of each partner feed are nobody known, so that what is left out of the tables
--   is never left out in silence.
-- grain: one row per feed and table loaded
-- key: feed, table_name
-- rules: feeds with numbers of their own alone: a number of the authority always names somebody. A row without its
--   person's number is of nobody. Rows that name no person but a contact, tenancy or plan go with it. Counts alone:
--   nothing here says who.
WITH landed AS (
    SELECT l.authority, l.feed, 'items' AS table_name, l.source_id FROM landing_adoption_panel_items AS l
    UNION ALL
    SELECT l.authority, l.feed, 'pupils' AS table_name, l.source_id FROM landing_attendance_daily_pupils AS l
    UNION ALL
    SELECT l.authority, l.feed, 'registers' AS table_name, l.source_id FROM landing_attendance_daily_registers AS l
    UNION ALL
    SELECT l.authority, l.feed, 'stages' AS table_name, l.source_id FROM landing_court_stages AS l
    UNION ALL
    SELECT l.authority, l.feed, 'answers' AS table_name, l.source_id FROM landing_dwp_answers AS l
    UNION ALL
    SELECT l.authority, l.feed, 'cases' AS table_name, l.source_id FROM landing_early_help_cases AS l
    UNION ALL
    SELECT l.authority, l.feed, 'notices' AS table_name, l.source_id FROM landing_exclusions_notices AS l
    UNION ALL
    SELECT l.authority, l.feed, 'concerns' AS table_name, l.source_id FROM landing_exploitation_concerns AS l
    UNION ALL
    SELECT l.authority, l.feed, 'reviews' AS table_name, l.source_id FROM landing_exploitation_reviews AS l
    UNION ALL
    SELECT l.authority, l.feed, 'assessments' AS table_name, l.source_id FROM landing_health_cla_assessments AS l
    UNION ALL
    SELECT l.authority, l.feed, 'checks' AS table_name, l.source_id FROM landing_health_cla_checks AS l
    UNION ALL
    SELECT l.authority, l.feed, 'applications' AS table_name, l.source_id FROM landing_housing_applications AS l
    UNION ALL
    SELECT l.authority, l.feed, 'members' AS table_name, l.source_id FROM landing_housing_members AS l
    UNION ALL
    SELECT l.authority, l.feed, 'contacts' AS table_name, l.source_id FROM landing_mash_log_contacts AS l
    UNION ALL
    SELECT l.authority, l.feed, 'clients' AS table_name, l.source_id FROM landing_neet_clients AS l
    UNION ALL
    SELECT l.authority, l.feed, 'attainment' AS table_name, l.source_id FROM landing_pep_attainment_attainment AS l
    UNION ALL
    SELECT l.authority, l.feed, 'peps' AS table_name, l.source_id FROM landing_pep_attainment_peps AS l
    UNION ALL
    SELECT l.authority, l.feed, 'purchases' AS table_name, l.source_id FROM landing_placement_finance_purchases AS l
    UNION ALL
    SELECT l.authority, l.feed, 'incidents' AS table_name, l.source_id FROM landing_police_incidents_incidents AS l
    UNION ALL
    SELECT l.authority, l.feed, 'measures' AS table_name, l.source_id FROM landing_police_incidents_measures AS l
    UNION ALL
    SELECT l.authority, l.feed, 'episodes' AS table_name, l.source_id FROM landing_police_missing_episodes AS l
    UNION ALL
    SELECT l.authority, l.feed, 'arrangements' AS table_name, l.source_id FROM landing_private_fostering_arrangements AS l
    UNION ALL
    SELECT l.authority, l.feed, 'addresses' AS table_name, l.source_id FROM landing_school_census_addresses AS l
    UNION ALL
    SELECT l.authority, l.feed, 'addressesoffroll' AS table_name, l.source_id FROM landing_school_census_addressesoffroll AS l
    UNION ALL
    SELECT l.authority, l.feed, 'addressesonroll' AS table_name, l.source_id FROM landing_school_census_addressesonroll AS l
    UNION ALL
    SELECT l.authority, l.feed, 'autumn_pupilnolongeronroll' AS table_name, l.source_id FROM landing_school_census_autumn_pupilnolongeronroll AS l
    UNION ALL
    SELECT l.authority, l.feed, 'autumn_pupilonroll' AS table_name, l.source_id FROM landing_school_census_autumn_pupilonroll AS l
    UNION ALL
    SELECT l.authority, l.feed, 'fsmperiod' AS table_name, l.source_id FROM landing_school_census_fsmperiod AS l
    UNION ALL
    SELECT l.authority, l.feed, 'fsmperiodsonroll' AS table_name, l.source_id FROM landing_school_census_fsmperiodsonroll AS l
    UNION ALL
    SELECT l.authority, l.feed, 'senneeds' AS table_name, l.source_id FROM landing_school_census_senneeds AS l
    UNION ALL
    SELECT l.authority, l.feed, 'spring_pupilnolongeronroll' AS table_name, l.source_id FROM landing_school_census_spring_pupilnolongeronroll AS l
    UNION ALL
    SELECT l.authority, l.feed, 'spring_pupilonroll' AS table_name, l.source_id FROM landing_school_census_spring_pupilonroll AS l
    UNION ALL
    SELECT l.authority, l.feed, 'summer_pupilnolongeronroll' AS table_name, l.source_id FROM landing_school_census_summer_pupilnolongeronroll AS l
    UNION ALL
    SELECT l.authority, l.feed, 'summer_pupilonroll' AS table_name, l.source_id FROM landing_school_census_summer_pupilonroll AS l
    UNION ALL
    SELECT l.authority, l.feed, 'summerhalfterm2sessiondetailsoffroll' AS table_name, l.source_id FROM landing_school_census_summerhalfterm2sessiondetailsoffroll AS l
    UNION ALL
    SELECT l.authority, l.feed, 'summerhalfterm2sessiondetailsonroll' AS table_name, l.source_id FROM landing_school_census_summerhalfterm2sessiondetailsonroll AS l
    UNION ALL
    SELECT l.authority, l.feed, 'termlyexclusionsoffroll' AS table_name, l.source_id FROM landing_school_census_termlyexclusionsoffroll AS l
    UNION ALL
    SELECT l.authority, l.feed, 'termlyexclusionsonroll' AS table_name, l.source_id FROM landing_school_census_termlyexclusionsonroll AS l
    UNION ALL
    SELECT l.authority, l.feed, 'termlysessiondetailsoffroll' AS table_name, l.source_id FROM landing_school_census_termlysessiondetailsoffroll AS l
    UNION ALL
    SELECT l.authority, l.feed, 'termlysessiondetailsonroll' AS table_name, l.source_id FROM landing_school_census_termlysessiondetailsonroll AS l
    UNION ALL
    SELECT l.authority, l.feed, 'plans' AS table_name, l.source_id FROM landing_sen2_plans AS l
    UNION ALL
    SELECT l.authority, l.feed, 'requests' AS table_name, l.source_id FROM landing_sen2_requests AS l
    UNION ALL
    SELECT l.authority, l.feed, 'episodes' AS table_name, l.source_id FROM landing_substance_misuse_episodes AS l
    UNION ALL
    SELECT l.authority, l.feed, 'interventions' AS table_name, l.source_id FROM landing_youth_justice_interventions AS l
    UNION ALL
    SELECT l.authority, l.feed, 'offences' AS table_name, l.source_id FROM landing_youth_justice_offences AS l
),
of_each AS (
    SELECT l.authority, l.feed, l.table_name, l.source_id, COUNT(*) AS rows_landed
    FROM landed AS l
    GROUP BY l.authority, l.feed, l.table_name, l.source_id
)
SELECT
    o.authority,
    o.feed,
    o.table_name,
    CAST(SUM(o.rows_landed) AS INTEGER) AS rows_landed,
    CAST(COUNT(o.source_id) AS INTEGER) AS people_landed,
    CAST(SUM(CASE WHEN r.person_key IS NULL THEN o.rows_landed ELSE 0 END) AS INTEGER) AS rows_unmatched,
    CAST(SUM(CASE WHEN r.person_key IS NULL AND o.source_id IS NOT NULL THEN 1 ELSE 0 END) AS INTEGER) AS people_unmatched
FROM of_each AS o
LEFT JOIN person_record AS r ON r.feed = o.feed AND r.source_id = o.source_id
GROUP BY o.authority, o.feed, o.table_name
