-- Police incidents: one row a person and incident the force told of, with the part the person had.
-- grain: one row per incident and person
-- key: incident_number, person_key
-- rules: an incident the force cancelled, because there was no crime or it was recorded in error, never happened; one
--   without a word of cancelling stands. Where it happened and where the person lived stay in landing: addresses are told
--   by the table of addresses alone, which hides those that must be hidden.
WITH numbered AS (
    SELECT
        l.*,
        r.person_key,
        ROW_NUMBER() OVER (
            PARTITION BY l.incident_number, r.person_key
            ORDER BY l.period_end DESC, l.received DESC, l.line DESC, l.source_row DESC
        ) AS from_last
    FROM landing_police_incidents_incidents AS l
    JOIN person_record AS r ON r.feed = l.feed AND r.source_id = l.source_id
)
SELECT
    n.authority,
    n.feed,
    n.person_key,
    n.source_row,
    n.incident_number,
    n.incident_date,
    n.recorded_date,
    n.role,
    n.is_child,
    n.incident_class,
    COALESCE(n.is_domestic_abuse, FALSE) AS is_domestic_abuse,
    n.risk,
    n.antisocial_class,
    n.outcome,
    COALESCE(n.outcome_date, DATE '9999-12-31') AS outcome_date,
    n.rating
FROM numbered AS n
WHERE n.from_last = 1 AND COALESCE(n.record, 'recorded') <> 'cancelled'
