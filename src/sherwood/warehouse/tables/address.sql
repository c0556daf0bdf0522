-- Addresses: where a child lived, with what the postcode directory says of the place.
-- grain: one row per child and spell at an address
-- key: source_row
-- rules: an address without a first day stands from the earliest date on. It ends on its recorded last day or where the
--   next one of its kind begins, whichever is first; of two of a kind that begin on one day the later row stands.
WITH landed AS (
    SELECT
        a.authority,
        a.feed,
        r.person_key,
        a.source_row,
        COALESCE(a.addr_address_start_date, DATE '1900-01-01') AS start_date,
        COALESCE(a.addr_address_end_date, DATE '9999-12-31') AS end_date,
        a.addr_address_type AS address_type,
        a.addr_address_postcode AS postcode,
        COALESCE(UPPER(a.addr_address_type), '') AS kind,
        ROW_NUMBER() OVER (
            PARTITION BY r.person_key, COALESCE(UPPER(a.addr_address_type), ''), a.addr_address_start_date
            ORDER BY a.line DESC, a.source_row DESC
        ) AS from_last
    FROM landing_ssd_address AS a
    JOIN person_record AS r ON r.feed = a.feed AND r.source_id = a.source_id
),
followed AS (
    SELECT
        l.*,
        COALESCE(
            LEAD(l.start_date) OVER (PARTITION BY l.person_key, l.kind ORDER BY l.start_date, l.source_row),
            DATE '9999-12-31'
        ) AS next_start_date
    FROM landed AS l
    WHERE l.from_last = 1
)
SELECT
    f.authority,
    f.feed,
    f.person_key,
    f.source_row,
    f.start_date,
    GREATEST(LEAST(f.end_date, f.next_start_date), f.start_date) AS until_date,
    f.address_type,
    f.postcode,
    p.district,
    p.ward,
    p.deprivation_decile
FROM followed AS f
LEFT JOIN postcode AS p ON p.postcode = f.postcode
