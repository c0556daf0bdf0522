-- Collection years loaded: the years of which the loaded files speak.
-- grain: one row per feed and collection year
-- key: feed, period
-- rules: a file speaks of no day after it was received. A file that speaks of one day only is of no year.
SELECT
    d.authority,
    d.feed,
    d.period,
    MIN(d.period_start) AS period_start,
    MAX(d.period_end) AS period_end,
    MAX(LEAST(d.period_end, d.received)) AS cover_to
FROM landing_delivery AS d
WHERE d.period_start < d.period_end
GROUP BY d.authority, d.feed, d.period
