-- Child protection plans from start to end.
-- grain: one row per child and first day
-- key: plan_key
-- rules: earlier plans are those of this authority, however long ago (LAIT: PrevRegCPR); a feed may know of plans from
--   before its own files, so the higher of its number and the plans held here counts. The length counts the day of ending,
--   so that a plan of two years or more has more than 729 days (LAIT: CPPlans2yrs). Three months are those of the calendar:
--   a plan that ended on the same day number three months on, or on the last day of a month that lacks it, lasted no
--   longer. A plan is open on a day when it began
--   on or before it and ends after it.
WITH ordered AS (
    SELECT
        c.*,
        ROW_NUMBER() OVER (PARTITION BY c.person_key ORDER BY c.start_date, c.source_row) - 1 AS held_before,
        LAG(c.end_date) OVER (PARTITION BY c.person_key ORDER BY c.start_date, c.source_row) AS previous_end_date,
        LEAD(c.start_date) OVER (PARTITION BY c.person_key ORDER BY c.start_date, c.source_row) AS next_start_date
    FROM child_protection_plan_chosen AS c
)
SELECT
    o.authority,
    o.feed,
    o.person_key,
    o.source_row,
    o.person_key || ':' || CAST(o.start_date AS VARCHAR) AS plan_key,
    o.start_date,
    o.end_date,
    COALESCE(o.referral_date, r.referral_date) AS referral_date,
    o.initial_category,
    o.latest_category,
    CAST(GREATEST(COALESCE(o.previous_plans, 0), o.held_before) AS INTEGER) AS previous_plans,
    CASE
        WHEN o.previous_end_date <= o.start_date THEN CAST(DATE_DIFF('day', o.previous_end_date, o.start_date) AS INTEGER)
    END AS days_since_previous,
    CASE
        WHEN o.end_date < DATE '9999-12-31' THEN CAST(DATE_DIFF('day', o.start_date, o.end_date) + 1 AS INTEGER)
    END AS duration_days,
    o.end_date <= CAST(o.start_date + INTERVAL '3' MONTH AS DATE) AS is_within_three_months,
    COALESCE(o.next_start_date, DATE '9999-12-31') AS next_plan_start_date,
    o.sources
FROM ordered AS o
LEFT JOIN referral_on_day AS r ON r.person_key = o.person_key AND r.day = o.start_date
