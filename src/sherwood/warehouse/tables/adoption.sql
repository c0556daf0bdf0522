-- Adopters: who adopted a child and when that was decided and matched (AD1), as returned.
-- grain: one row per adopted child and collection year
-- key: person_key, period
-- rules: SSDA903 guide: AD1.
SELECT
    a.authority,
    a.feed,
    r.person_key,
    a.source_row,
    a.period,
    a.date_int AS decision_date,
    a.date_match AS match_date,
    a.foster_care = '1' AS is_adopted_by_foster_carer,
    a.nb_adoptr AS number_of_adopters,
    a.sex_adoptr AS sex_of_adopters,
    a.ls_adoptr AS legal_status_of_adopters
FROM landing_ssda903_ad1 AS a
JOIN person_record AS r ON r.feed = a.feed AND r.source_id = a.source_id
