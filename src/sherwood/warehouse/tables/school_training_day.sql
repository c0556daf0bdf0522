-- Training days of schools: days on which a school trains its staff and holds no lessons.
-- grain: one row per school and day
-- key: urn, training_date
-- rules: a training day is no school day of its school, and a school day of the others.
SELECT
    l.urn,
    l.training_date
FROM landing_school_calendar_training_days AS l
