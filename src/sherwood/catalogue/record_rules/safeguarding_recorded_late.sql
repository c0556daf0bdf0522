-- Enquiries, conferences and protection plans of the last year that first came in a file more than 45 days after: a monthly file and ten working days. What was there before the first file of the feed is not asked.
-- grain: one row per row of event at fault
-- key: source_row
WITH began AS (
    SELECT d.authority, d.feed, MIN(d.received) AS first_date
    FROM landing_delivery AS d
    GROUP BY d.authority, d.feed
)
SELECT
    e.authority,
    e.feed,
    e.person_key,
    e.source_row,
    e.kind || ' ' || CAST(e.event_date AS VARCHAR) AS subject,
    e.event_date AS fault_date,
    'Of ' || CAST(e.event_date AS VARCHAR) || ', first held ' || CAST(DATE_DIFF('day', e.event_date, e.first_received_date) AS VARCHAR)
    || ' days later' AS told
FROM event AS e
JOIN began AS g ON g.authority = e.authority AND g.feed = e.feed
JOIN build_facts AS b ON b.authority = e.authority
WHERE
    e.kind IN ('section_47', 'initial_conference', 'child_protection_plan_started', 'child_protection_plan_ended')
    AND e.event_date >= g.first_date
    AND e.event_date > b.data_date - INTERVAL 1 YEAR
    AND e.first_received_date > e.event_date + INTERVAL 45 DAY
