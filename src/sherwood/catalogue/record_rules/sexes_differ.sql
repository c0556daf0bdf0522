-- Children of whom two of the council's own feeds hold different sexes.
-- grain: one row per row of person_said at fault
-- key: source_row
SELECT
    s.authority,
    s.feed,
    o.feed AS other_feed,
    s.person_key,
    s.source_row,
    s.feed || ' and ' || o.feed AS subject,
    s.said_date AS fault_date,
    s.feed || ' says ' || CAST(s.sex AS VARCHAR) || ', ' || o.feed || ' ' || CAST(o.sex AS VARCHAR) AS told
FROM person_said AS s
JOIN person_said AS o ON o.authority = s.authority AND o.person_key = s.person_key AND o.feed > s.feed
WHERE
    s.feed IN ('annex_a', 'cin_census', 'ssd', 'ssda903')
    AND o.feed IN ('annex_a', 'cin_census', 'ssd', 'ssda903')
    AND s.sex <> o.sex
