-- Temporary accommodation: stays of homeless households in temporary accommodation, told of the main applicant.
-- grain: one row per application and first night
-- key: application_number, start_date
-- rules: a stay without an end goes on. It goes with its application, whose main applicant is the person.
SELECT
    l.authority,
    l.feed,
    h.person_key,
    l.source_row,
    l.application_number,
    l.kind,
    l.start_date,
    COALESCE(l.end_date, DATE '9999-12-31') AS end_date
FROM landing_housing_temporary AS l
JOIN homelessness AS h ON h.application_number = l.application_number
