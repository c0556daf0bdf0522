-- Previous permanence: whether a child had left care before for a permanent home, as returned.
-- grain: one row per child and collection year
-- key: person_key, period
-- rules: the day, month or year of the order may be unknown and is then ZZ, so that the date stays text (SSDA903 guide:
--   DATE_PERM).
SELECT
    v.authority,
    v.feed,
    r.person_key,
    v.source_row,
    v.period,
    v.period_start,
    v.period_end,
    v.prev_perm AS previous_permanence,
    v.la_perm AS order_authority,
    CAST(v.date_perm AS VARCHAR) AS order_date_as_recorded
FROM landing_ssda903_previous_permanence AS v
JOIN person_record AS r ON r.feed = v.feed AND r.source_id = v.source_id
