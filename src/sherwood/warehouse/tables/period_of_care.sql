-- Periods of care: from the day a child began to be looked after until the day that ended.
-- grain: one row per period of care; short breaks (V3, V4) form periods of their own
-- key: period_of_care_key
-- rules: it starts with its first episode, ends when its last one ends or is overtaken, and carries that one's reason
--   (SSDA903 guide: RNE, REC).
WITH placed AS (
    SELECT
        e.*,
        ROW_NUMBER() OVER (PARTITION BY e.period_of_care_key ORDER BY e.sequence) AS from_first,
        ROW_NUMBER() OVER (PARTITION BY e.period_of_care_key ORDER BY e.sequence DESC) AS from_last
    FROM episode AS e
)
SELECT
    f.authority,
    f.feed,
    f.person_key,
    f.source_row,
    f.period_of_care_key,
    f.start_date,
    l.end_date,
    l.until_date,
    f.legal_status AS first_legal_status,
    f.category_of_need AS first_category_of_need,
    f.placement_type AS first_placement_type,
    l.reason_ceased,
    f.is_short_break,
    COALESCE(
        LEAD(f.start_date) OVER (PARTITION BY f.person_key, f.is_short_break ORDER BY f.sequence), DATE '9999-12-31'
    ) AS next_start_date
FROM placed AS f
JOIN placed AS l ON l.period_of_care_key = f.period_of_care_key AND l.from_last = 1
WHERE f.from_first = 1
