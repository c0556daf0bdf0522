-- Contacts of the MASH: contacts with the Multi-Agency Safeguarding Hub as its log holds them: times, ratings,
--   decisions, work.
-- grain: one row per contact and child
-- key: contact_number, person_key
-- rules: day 0 is the day the contact came, the decision is due by the end of day 1 (contact_decision, local),
--   the check by the last day of its latest rating (mash_check, local). Whether the decision was in time can be said on the
--   day it was made, or the day after it was due. A contact about several children is a row for each and counts once by its
--   number. Kept apart from the table contact, which has
--   one row for a child, day and source group: the log tells contacts to the minute, and is set aside when the agreement
--   of the hub's partners ends. It is the work of the hub that received it, and of the team that already had the child the
--   day before; a team that took the child on that day did so because of it (local: the settings name the hub).
WITH timed AS (
    SELECT
        l.*,
        r.person_key,
        TRY_CAST(SUBSTR(l.received_time, 1, 2) AS INTEGER) * 60
            + TRY_CAST(SUBSTR(l.received_time, 4, 2) AS INTEGER) AS received_minute,
        TRY_CAST(SUBSTR(l.decided_time, 1, 2) AS INTEGER) * 60
            + TRY_CAST(SUBSTR(l.decided_time, 4, 2) AS INTEGER) AS decided_minute,
        ROW_NUMBER() OVER (
            PARTITION BY l.contact_number, r.person_key
            ORDER BY l.period_end DESC, l.received DESC, l.line DESC, l.source_row DESC
        ) AS from_last
    FROM landing_mash_log_contacts AS l
    JOIN person_record AS r ON r.feed = l.feed AND r.source_id = l.source_id
),
ratings AS (
    SELECT
        g.contact_number,
        g.rating,
        ROW_NUMBER() OVER (
            PARTITION BY g.contact_number ORDER BY g.rated_date DESC, g.rated_time DESC, g.source_row DESC
        ) AS from_last,
        LAG(g.rating) OVER (
            PARTITION BY g.contact_number ORDER BY g.rated_date, g.rated_time, g.source_row
        ) AS rating_before
    FROM landing_mash_log_ratings AS g
),
rated AS (
    SELECT
        g.contact_number,
        MAX(CASE WHEN g.from_last = 1 THEN g.rating END) AS latest_rating,
        SUM(CASE WHEN g.rating <> g.rating_before THEN 1 ELSE 0 END) AS rating_changes
    FROM ratings AS g
    GROUP BY g.contact_number
),
asked AS (
    SELECT q.contact_number, COUNT(*) AS requests, COUNT(q.replied_date) AS replies
    FROM landing_mash_log_requests AS q
    GROUP BY q.contact_number
)
SELECT
    t.authority,
    t.feed,
    t.person_key,
    t.source_row,
    t.contact_number,
    t.received_date AS contact_date,
    CASE WHEN a.person_key IS NULL OR a.team_id = o.team_id OR a.held_since = t.received_date THEN o.team_id END
        AS received_by,
    CAST(t.received_minute AS INTEGER) AS received_minute,
    t.source AS contact_source,
    COALESCE(c.grouping, 'Unknown') AS source_group,
    t.need,
    t.district,
    t.rating,
    COALESCE(g.latest_rating, t.rating) AS latest_rating,
    CAST(COALESCE(g.rating_changes, 0) AS INTEGER) AS rating_changes,
    t.is_out_of_hours,
    t.decision,
    CASE t.decision
        WHEN 'nfa' THEN 'no_further_action'
        WHEN 'strategy' THEN 'section_47'
        WHEN 'open_case' THEN 'existing_case'
        ELSE t.decision
    END AS outcome,
    d.due_date AS decision_due_date,
    m.due_date AS rating_due_date,
    COALESCE(t.decided_date, DATE '9999-12-31') AS decision_date,
    LEAST(
        COALESCE(t.decided_date, DATE '9999-12-31'),
        COALESCE(CAST(d.due_date + INTERVAL '1' DAY AS DATE), DATE '9999-12-31')
    ) AS judged_date,
    CAST(
        (DATE_DIFF('day', t.received_date, t.decided_date) * 1440 + t.decided_minute - t.received_minute) / 60.0 AS DOUBLE
    ) AS decision_hours,
    t.decided_by,
    t.decision IN ('referral', 'strategy') AS is_referral,
    t.decision IN ('nfa', 'advice') AS is_no_further_action,
    COALESCE(t.referrer_told_date, DATE '9999-12-31') AS referrer_told_date,
    t.handling_minutes,
    t.first_received_date AS heard_date,
    CAST(COALESCE(q.requests, 0) AS INTEGER) AS requests,
    CAST(COALESCE(q.replies, 0) AS INTEGER) AS replies
FROM timed AS t
LEFT JOIN code AS c ON c.codelist = 'contact_source' AND c.code = t.source
LEFT JOIN rated AS g ON g.contact_number = t.contact_number
LEFT JOIN asked AS q ON q.contact_number = t.contact_number
LEFT JOIN due_day AS d ON d.timescale = 'contact_decision' AND d.step = 'only' AND d.clock_date = t.received_date
LEFT JOIN due_day AS m
    ON m.timescale = 'mash_check' AND m.step = COALESCE(g.latest_rating, t.rating) AND m.clock_date = t.received_date
LEFT JOIN organisation AS o ON o.is_hub AND o.start_date <= t.received_date AND t.received_date <= o.end_date
LEFT JOIN allocation AS a
    ON a.person_key = t.person_key AND a.start_date <= t.received_date AND t.received_date <= a.through_date
WHERE t.from_last = 1
