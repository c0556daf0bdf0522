-- How far placements are: how far from home an episode of care is spent, in a straight line between the two postcodes, and whether outside the area.
-- grain: one row per episode of care
-- key: source_row
-- rules: a mile is 1,609.344 metres; more than 20 miles is far (SSDA903 guide: distance, in miles, home to placement).
WITH apart AS (
    SELECT
        e.*,
        NOT p.is_inside AS is_outside,
        CAST(p.east_metres - h.east_metres AS DOUBLE) AS east,
        CAST(p.north_metres - h.north_metres AS DOUBLE) AS north
    FROM episode AS e
    LEFT JOIN postcode AS p ON p.postcode = e.placement_postcode
    LEFT JOIN postcode AS h ON h.postcode = e.home_postcode
),
measured AS (
    SELECT a.*, SQRT(a.east * a.east + a.north * a.north) / 1609.344 AS miles
    FROM apart AS a
)
SELECT
    a.authority,
    a.feed,
    a.person_key,
    a.source_row,
    a.start_date,
    a.until_date,
    a.is_short_break,
    a.placement_type,
    a.placement_provider,
    a.miles,
    a.is_outside,
    COALESCE(a.miles > 20, FALSE) AS is_far,
    COALESCE(a.miles > 20 AND a.is_outside, FALSE) AS is_far_outside
FROM measured AS a
