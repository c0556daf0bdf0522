-- News: what Sherwood first heard of on one day, of children somebody is responsible for now.
-- grain: one row per event first heard of on the day
-- key: event_key
-- rules: the event as the table of events tells it; of a change of worker it is said who the child came to.
SELECT
    'day' AS period,
    CAST($day AS DATE) AS period_end,
    happened.authority,
    happened.feed,
    happened.person_key,
    happened.source_row,
    CAST($day AS DATE) AS attributed_date,
    1 AS numerator,
    NULL AS denominator,
    happened.event_date,
    happened.kind,
    happened.detail,
    happened.detail_codelist,
    taken.worker_id AS taken_by
FROM event AS happened
LEFT JOIN allocation AS taken
    ON happened.kind = 'worker_changed'
        AND taken.authority = happened.authority
        AND taken.person_key = happened.person_key
        AND taken.start_date = happened.event_date
WHERE happened.first_received_date = CAST($heard AS DATE)
