-- Assessments authorised before the day they began.
-- grain: one row per row of assessment at fault
-- key: source_row
SELECT
    a.authority,
    a.feed,
    a.person_key,
    a.source_row,
    CAST(a.start_date AS VARCHAR) AS subject,
    a.authorised_date AS fault_date,
    'Begun ' || CAST(a.start_date AS VARCHAR) || ', authorised ' || CAST(a.authorised_date AS VARCHAR) AS told
FROM assessment AS a
WHERE a.authorised_date < a.start_date
