-- Cases of children in need that one feed ended and another, which speaks of a day after that end, still holds open.
-- grain: one row per row of child_in_need_said at fault
-- key: source_row
SELECT
    s.authority,
    s.feed,
    o.feed AS other_feed,
    s.person_key,
    s.source_row,
    CAST(s.start_date AS VARCHAR) || ' in ' || s.feed AS subject,
    o.end_date AS fault_date,
    'Begun ' || CAST(s.start_date AS VARCHAR) || ': open in ' || s.feed || ', ended ' || CAST(o.end_date AS VARCHAR) || ' in '
    || o.feed AS told
FROM child_in_need_said AS s
JOIN child_in_need_said AS o
    ON o.authority = s.authority AND o.person_key = s.person_key AND o.start_date = s.start_date AND o.feed <> s.feed
WHERE COALESCE(s.end_date, DATE '9999-12-31') = DATE '9999-12-31' AND o.end_date < s.said_date
