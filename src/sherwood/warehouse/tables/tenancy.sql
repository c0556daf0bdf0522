-- Tenancies: social tenancies, a row for each person who lives in one and for how long.
-- grain: one row per tenancy and person
-- key: tenancy_number, person_key
-- rules: where it is stays in landing: addresses are told by the table of addresses alone, which hides those that must
--   be hidden.
WITH numbered AS (
    SELECT
        l.*,
        r.person_key,
        ROW_NUMBER() OVER (
            PARTITION BY l.tenancy_number, r.person_key
            ORDER BY l.period_end DESC, l.received DESC, l.line DESC, l.source_row DESC
        ) AS from_last
    FROM landing_housing_members AS l
    JOIN person_record AS r ON r.feed = l.feed AND r.source_id = l.source_id
)
SELECT
    n.authority,
    n.feed,
    n.person_key,
    n.source_row,
    n.tenancy_number,
    n.relation,
    t.landlord,
    t.kind,
    t.weekly_rent,
    COALESCE(n.joined_date, t.start_date, DATE '1900-01-01') AS start_date,
    LEAST(
        COALESCE(n.left_date, DATE '9999-12-31'), COALESCE(t.end_date, DATE '9999-12-31')
    ) AS end_date,
    t.ending
FROM numbered AS n
LEFT JOIN landing_housing_tenancies AS t ON t.tenancy_number = n.tenancy_number
WHERE n.from_last = 1
