-- Section 47 enquiries, from the strategy discussion that began them to the conference.
-- grain: one row per child and first day
-- key: section_47_key
-- rules: timescale strategy_to_conference (Working Together, chapter 1): 15 working days. A conference dated before its
--   enquiry has no working days (LG Inform: bands of working days). An enquiry waits for its conference until that is
--   held; until it ends, or from the start where no end is told, if no conference is required; until it ends if nobody
--   says whether one is; and until the case closes at the latest. An enquiry that ended with a conference still to be held
--   waits for it.
WITH matched AS (
    SELECT
        s.*,
        COALESCE(s.end_date, DATE '9999-12-31') AS known_end_date,
        COALESCE(s.conference_date, DATE '9999-12-31') AS known_conference_date,
        COALESCE(s.referral_date, o.referral_date) AS known_referral_date,
        LAG(s.start_date) OVER (PARTITION BY s.person_key ORDER BY s.start_date, s.source_row) AS previous_date
    FROM section_47_chosen AS s
    LEFT JOIN referral_on_day AS o ON o.person_key = s.person_key AND o.day = s.start_date
),
waiting AS (
    SELECT
        m.*,
        CASE
            WHEN m.known_conference_date < DATE '9999-12-31' THEN GREATEST(m.known_conference_date, m.start_date)
            WHEN m.is_conference_not_required AND m.known_end_date = DATE '9999-12-31' THEN m.start_date
            WHEN COALESCE(m.is_conference_not_required, TRUE) THEN GREATEST(m.known_end_date, m.start_date)
            ELSE DATE '9999-12-31'
        END AS settled_date
    FROM matched AS m
)
SELECT
    w.authority,
    w.feed,
    w.person_key,
    w.source_row,
    w.person_key || ':' || CAST(w.start_date AS VARCHAR) AS section_47_key,
    w.start_date,
    w.known_end_date AS end_date,
    w.known_referral_date AS referral_date,
    w.is_no_further_action,
    w.is_conference_not_required,
    w.known_conference_date AS conference_date,
    d.due_date AS conference_due_date,
    CASE
        WHEN w.start_date <= w.known_conference_date THEN CAST(e.wd_index - b.wd_index AS INTEGER)
    END AS conference_working_days,
    w.led_to_plan,
    CASE
        WHEN r.close_date >= w.start_date AND r.close_date < w.settled_date THEN r.close_date
        ELSE w.settled_date
    END AS until_date,
    CAST(DATE_DIFF('day', w.previous_date, w.start_date) AS INTEGER) AS days_since_previous,
    w.sources
FROM waiting AS w
LEFT JOIN referral AS r ON r.person_key = w.person_key AND r.referral_date = w.known_referral_date
LEFT JOIN due_day AS d
    ON d.timescale = 'strategy_to_conference' AND d.step = 'only' AND d.clock_date = w.start_date
LEFT JOIN calendar_day AS b ON b.day = w.start_date
LEFT JOIN calendar_day AS e ON e.day = w.known_conference_date
