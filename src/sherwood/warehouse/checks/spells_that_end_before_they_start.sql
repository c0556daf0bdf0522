-- Spells end before they start.
-- on failure: warn
-- remedy: correct the dates at source and load the file again; until then the spell stands on no day
SELECT e.source_row
FROM episode AS e
WHERE e.end_date < e.start_date
UNION ALL
SELECT m.source_row
FROM missing AS m
WHERE m.until_date < m.start_date
UNION ALL
SELECT a.source_row
FROM allocation AS a
WHERE a.end_date < a.start_date
UNION ALL
SELECT d.source_row
FROM deprivation_of_liberty AS d
WHERE d.until_date < d.start_date
UNION ALL
SELECT d.source_row
FROM adoption_decision AS d
WHERE d.ceased_date < d.decision_date
UNION ALL
SELECT i.source_row
FROM involvement AS i
WHERE i.end_date < i.start_date AND NOT i.is_allocated
UNION ALL
SELECT a.source_row
FROM landing_ssd_address AS a
WHERE a.addr_address_end_date < a.addr_address_start_date
