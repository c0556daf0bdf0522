-- Missing reports of the police: each time a child was reported missing, from home or from care, as the police hold it.
-- grain: one row per report
-- key: report_number
-- rules: kept apart from the table missing, which holds spells away from placements to the day as the returns count
--   them: the police know children at home too, and hours; and their reports are set aside when the agreement with the
--   force ends, which a row made of both would not be.
WITH timed AS (
    SELECT
        l.*,
        TRY_CAST(SUBSTR(l.missing_time, 1, 2) AS INTEGER) * 60
            + TRY_CAST(SUBSTR(l.missing_time, 4, 2) AS INTEGER) AS missing_minute,
        TRY_CAST(SUBSTR(l.found_time, 1, 2) AS INTEGER) * 60
            + TRY_CAST(SUBSTR(l.found_time, 4, 2) AS INTEGER) AS found_minute
    FROM landing_police_missing_episodes AS l
)
SELECT
    t.authority,
    t.feed,
    r.person_key,
    t.source_row,
    t.episode_number AS report_number,
    t.missing_date,
    COALESCE(t.found_date, DATE '9999-12-31') AS found_date,
    CAST(
        (DATE_DIFF('day', t.missing_date, t.found_date) * 1440 + t.found_minute - t.missing_minute) / 60.0 AS DOUBLE
    ) AS hours_missing,
    t.reported_date,
    t.missing_from,
    t.is_looked_after,
    t.category,
    t.risk,
    t.returned,
    t.is_interview_offered
FROM timed AS t
JOIN person_record AS r ON r.feed = t.feed AND r.source_id = t.source_id
