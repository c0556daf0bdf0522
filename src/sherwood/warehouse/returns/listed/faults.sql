-- What the rules of records find wrong with children, up to the day.
-- grain: one row a rule and thing at fault
-- key: fault_key
SELECT f.fault_key, f.person_key, f.rule, f.severity, f.table_name, f.subject, f.fault_date, f.told
FROM record_fault AS f
WHERE f.fault_date IS NULL OR f.fault_date <= $as_at
