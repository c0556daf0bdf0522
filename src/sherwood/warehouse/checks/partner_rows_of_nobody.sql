-- Rows of partners' feeds belong to somebody who is not in the table of people.
-- on failure: stop
-- remedy: the person's record could not be linked; build again with `sherwood build --full` and report it if it stays
WITH rows_of_people AS (
    SELECT x.person_key, x.source_row FROM absence_day AS x
    UNION ALL
    SELECT x.person_key, x.source_row FROM adoption_panel_item AS x
    UNION ALL
    SELECT x.person_key, x.source_row FROM antisocial_measure AS x
    UNION ALL
    SELECT x.person_key, x.source_row FROM attainment AS x
    UNION ALL
    SELECT x.person_key, x.source_row FROM attendance_week AS x
    UNION ALL
    SELECT x.person_key, x.source_row FROM benefit_match AS x
    UNION ALL
    SELECT x.person_key, x.source_row FROM care_proceedings AS x
    UNION ALL
    SELECT x.person_key, x.source_row FROM case_audit AS x
    UNION ALL
    SELECT x.person_key, x.source_row FROM court_stage AS x
    UNION ALL
    SELECT x.person_key, x.source_row FROM early_help_plan AS x
    UNION ALL
    SELECT x.person_key, x.source_row FROM ehc_plan AS x
    UNION ALL
    SELECT x.person_key, x.source_row FROM ehc_review AS x
    UNION ALL
    SELECT x.person_key, x.source_row FROM exclusion AS x
    UNION ALL
    SELECT x.person_key, x.source_row FROM exploitation_concern AS x
    UNION ALL
    SELECT x.person_key, x.source_row FROM exploitation_review AS x
    UNION ALL
    SELECT x.person_key, x.source_row FROM health_assessment AS x
    UNION ALL
    SELECT x.person_key, x.source_row FROM health_check AS x
    UNION ALL
    SELECT x.person_key, x.source_row FROM homelessness AS x
    UNION ALL
    SELECT x.person_key, x.source_row FROM mash_contact AS x
    UNION ALL
    SELECT x.person_key, x.source_row FROM mash_rating AS x
    UNION ALL
    SELECT x.person_key, x.source_row FROM mash_request AS x
    UNION ALL
    SELECT x.person_key, x.source_row FROM missing_report AS x
    UNION ALL
    SELECT x.person_key, x.source_row FROM participation AS x
    UNION ALL
    SELECT x.person_key, x.source_row FROM personal_education_plan AS x
    UNION ALL
    SELECT x.person_key, x.source_row FROM placement_cost AS x
    UNION ALL
    SELECT x.person_key, x.source_row FROM police_incident AS x
    UNION ALL
    SELECT x.person_key, x.source_row FROM private_fostering AS x
    UNION ALL
    SELECT x.person_key, x.source_row FROM private_fostering_visit AS x
    UNION ALL
    SELECT x.person_key, x.source_row FROM rent_arrears AS x
    UNION ALL
    SELECT x.person_key, x.source_row FROM school_attendance AS x
    UNION ALL
    SELECT x.person_key, x.source_row FROM school_pupil AS x
    UNION ALL
    SELECT x.person_key, x.source_row FROM sen_request AS x
    UNION ALL
    SELECT x.person_key, x.source_row FROM substance_treatment AS x
    UNION ALL
    SELECT x.person_key, x.source_row FROM supervision AS x
    UNION ALL
    SELECT x.person_key, x.source_row FROM temporary_accommodation AS x
    UNION ALL
    SELECT x.person_key, x.source_row FROM tenancy AS x
    UNION ALL
    SELECT x.person_key, x.source_row FROM tenancy_step AS x
    UNION ALL
    SELECT x.person_key, x.source_row FROM youth_intervention AS x
    UNION ALL
    SELECT x.person_key, x.source_row FROM youth_offence AS x
)
SELECT r.source_row
FROM rows_of_people AS r
LEFT JOIN person AS p ON p.person_key = r.person_key
WHERE p.person_key IS NULL
