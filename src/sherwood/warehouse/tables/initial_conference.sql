-- Initial child protection conferences held.
-- grain: one row per child and day
-- key: conference_key
-- rules: timescale strategy_to_conference (Working Together, chapter 1): 15 working days from the start of the enquiry. A
--   conference without an enquiry is of a child who moved in, or unknown: no limit applies. One dated before its enquiry
--   has no working days (LG Inform: bands of working days) but counts as held.
SELECT
    c.authority,
    c.feed,
    c.person_key,
    c.source_row,
    c.person_key || ':' || CAST(c.conference_date AS VARCHAR) AS conference_key,
    c.conference_date,
    c.section_47_start_date,
    d.due_date,
    CASE
        WHEN c.section_47_start_date <= c.conference_date THEN CAST(e.wd_index - b.wd_index AS INTEGER)
    END AS working_days_from_section_47,
    c.is_transfer_in,
    c.led_to_plan,
    c.sources
FROM initial_conference_chosen AS c
LEFT JOIN due_day AS d
    ON d.timescale = 'strategy_to_conference' AND d.step = 'only' AND d.clock_date = c.section_47_start_date
LEFT JOIN calendar_day AS b ON b.day = c.section_47_start_date
LEFT JOIN calendar_day AS e ON e.day = c.conference_date
