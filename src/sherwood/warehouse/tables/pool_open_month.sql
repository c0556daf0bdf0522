-- Pooled: children in need, on a protection plan and looked after on the last day of each month, counted.
-- grain: one row per kind of support and month
-- key: kind, month_end
-- rules: open on a day is begun by it and not ended by it; short breaks are left out of children looked after, as in every
--   count of these (SSDA903 guide). From the first beginning any file tells of to the last month whose last day the files reach.
WITH open_spells AS (
    SELECT c.authority, 'child_in_need' AS kind, c.person_key, c.start_date, c.end_date AS until_date
    FROM child_in_need AS c
    UNION ALL
    SELECT p.authority, 'child_protection_plan' AS kind, p.person_key, p.start_date, p.end_date AS until_date
    FROM child_protection_plan AS p
    UNION ALL
    SELECT k.authority, 'looked_after' AS kind, k.person_key, k.start_date, k.until_date
    FROM period_of_care AS k
    WHERE NOT k.is_short_break
),
ends AS (
    SELECT DISTINCT d.month_end
    FROM calendar_day AS d
    CROSS JOIN build_facts AS f
    WHERE d.month_end <= f.data_date
)
SELECT
    s.authority,
    s.kind,
    e.month_end,
    CAST(COUNT(DISTINCT s.person_key) AS INTEGER) AS children
FROM open_spells AS s
JOIN ends AS e ON s.start_date <= e.month_end AND e.month_end < s.until_date
GROUP BY s.authority, s.kind, e.month_end
