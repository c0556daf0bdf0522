-- Records at fault: what the rules of records found, for whom it is to put right on a day.
-- grain: one row per fault
-- key: fault_key
-- rules: a fault is put right by whoever is responsible for the child on the day, not by who was when it arose.
SELECT
    'day' AS period,
    CAST($day AS DATE) AS period_end,
    found.authority,
    found.feed,
    found.person_key,
    found.source_row,
    CAST($day AS DATE) AS attributed_date,
    1 AS numerator,
    NULL AS denominator,
    found.rule,
    found.topic,
    found.severity,
    found.who,
    CASE WHEN found.severity = 'error' THEN 0 ELSE 1 END AS rank,
    found.fault_date,
    found.told,
    found.subject,
    found.fault_key,
    found.table_name,
    found.source_row AS place
FROM record_fault AS found
