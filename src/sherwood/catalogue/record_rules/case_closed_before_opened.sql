-- Cases of children in need that end before the day they begin.
-- grain: one row per row of child_in_need at fault
-- key: source_row
SELECT
    c.authority,
    c.feed,
    c.person_key,
    c.source_row,
    CAST(c.start_date AS VARCHAR) AS subject,
    c.end_date AS fault_date,
    'Opened ' || CAST(c.start_date AS VARCHAR) || ', closed ' || CAST(c.end_date AS VARCHAR) AS told
FROM child_in_need AS c
WHERE c.end_date < c.start_date
