-- Placement costs: what each placement costs a week, from the first day to the last at one price.
-- grain: one row per purchase
-- key: purchase_number
-- rules: a price holds from its first to its last day, both paid for.
SELECT
    l.authority,
    l.feed,
    r.person_key,
    l.source_row,
    l.purchase_number,
    l.supplier,
    l.placement_type,
    l.start_date,
    COALESCE(l.end_date, DATE '9999-12-31') AS end_date,
    CASE WHEN l.end_date IS NULL THEN DATE '9999-12-31' ELSE CAST(l.end_date + INTERVAL '1' DAY AS DATE) END AS until_date,
    l.weekly_cost
FROM landing_placement_finance_purchases AS l
JOIN person_record AS r ON r.feed = l.feed AND r.source_id = l.source_id
