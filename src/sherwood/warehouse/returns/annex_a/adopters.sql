-- Annex A list 11: adopters in process on the day, or approved in the twelve months to it.
-- grain: one row an adopter
-- key: adopter
-- rules: no other feed names adopters: they are those of the lists loaded, nothing of after the day told.
SELECT
    a.source_row,
    a.adopter,
    a.family,
    a.gender,
    a.ethnicity,
    a.disability,
    a.fostering_for_adoption,
    a.enquiry_date,
    CASE WHEN a.stage_1_start_date <= $as_at THEN a.stage_1_start_date END AS stage_1_start_date,
    CASE WHEN a.stage_1_end_date <= $as_at THEN a.stage_1_end_date END AS stage_1_end_date,
    CASE WHEN a.stage_2_start_date <= $as_at THEN a.stage_2_start_date END AS stage_2_start_date,
    CASE WHEN a.stage_2_end_date <= $as_at THEN a.stage_2_end_date END AS stage_2_end_date,
    CASE WHEN a.application_date <= $as_at THEN a.application_date END AS application_date,
    CASE WHEN a.approved_date <= $as_at THEN a.approved_date END AS approved_date,
    CASE WHEN a.match_date <= $as_at THEN a.match_date END AS match_date,
    CASE WHEN a.placed_date <= $as_at THEN a.placed_date END AS placed_date,
    CASE WHEN a.placed_date <= $as_at THEN a.children_placed END AS children_placed,
    CASE WHEN a.order_date <= $as_at THEN a.order_date END AS order_date,
    CASE WHEN a.leaving_date <= $as_at THEN a.leaving_date END AS leaving_date,
    CASE WHEN a.leaving_date <= $as_at THEN a.leaving_reason END AS leaving_reason
FROM landing_annex_a_adopters AS a
WHERE
    a.enquiry_date <= $as_at
    AND (a.approved_date IS NULL OR a.approved_date > $year_ago)
    AND (a.leaving_date IS NULL OR a.leaving_date > $year_ago)
