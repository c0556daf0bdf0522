-- Care leavers now: young people who receive a leaving care service, as the latest list says.
-- grain: one row per young person
-- key: person_key
-- rules: the list of the latest day is the whole of them; who is on another feed's earlier list alone has left. The next
--   review of the pathway plan is due by timescale pathway_plan after the last one. Where none is recorded it was due the
--   day before the list, because what is due on a day is not overdue on it, and a missing plan is.
WITH latest AS (
    SELECT MAX(s.as_at_date) AS as_at_date
    FROM care_leaver_now_said AS s
)
SELECT
    c.authority,
    c.feed,
    c.person_key,
    c.source_row,
    c.as_at_date,
    c.eligibility,
    c.in_touch,
    c.last_contact_date,
    c.accommodation,
    c.is_suitable,
    c.activity,
    c.pathway_plan_date,
    COALESCE(c.pathway_plan_date, c.as_at_date) AS pathway_plan_clock_date,
    COALESCE(d.due_date, CAST(c.as_at_date - INTERVAL '1' DAY AS DATE)) AS pathway_plan_due_date,
    DATE '9999-12-31' AS pathway_plan_done_date,
    DATE '9999-12-31' AS until_date,
    c.personal_adviser,
    c.sources
FROM care_leaver_now_chosen AS c
JOIN latest AS l ON l.as_at_date = c.as_at_date
LEFT JOIN due_day AS d ON d.timescale = 'pathway_plan' AND d.step = 'only' AND d.clock_date = c.pathway_plan_date
