-- Measures against anti-social behaviour: warnings, contracts, notices, injunctions and orders given to a person.
-- grain: one row per measure
-- key: measure_number
-- rules: a measure without a term, such as a warning letter, goes on; an order ends on its last day.
SELECT
    l.authority,
    l.feed,
    r.person_key,
    l.source_row,
    l.measure_number,
    l.measure,
    l.given_date,
    COALESCE(l.end_date, DATE '9999-12-31') AS end_date,
    COALESCE(l.breached_date, DATE '9999-12-31') AS breached_date
FROM landing_police_incidents_measures AS l
JOIN person_record AS r ON r.feed = l.feed AND r.source_id = l.source_id
