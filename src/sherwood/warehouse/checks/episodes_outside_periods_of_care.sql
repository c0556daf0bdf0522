-- Episodes are in no period of care, or outside the days of theirs.
-- on failure: stop
-- remedy: the rule that joins episodes up has gone wrong; report it with this message
SELECT e.source_row
FROM episode AS e
LEFT JOIN period_of_care AS p ON p.period_of_care_key = e.period_of_care_key AND p.start_date <= e.start_date
WHERE p.period_of_care_key IS NULL
