-- Cases opened and closed: the opening and the closing of each case of a child in need, a row for each, so that work in and work out can be set side by side.
-- grain: one row per case and whether it opened or closed
-- key: child_in_need_key, change
-- rules: an open case has an opening alone.
SELECT
    c.authority,
    c.feed,
    c.person_key,
    c.source_row,
    c.child_in_need_key,
    c.start_date AS change_date,
    1 AS opened,
    0 AS closed,
    1 AS change
FROM child_in_need AS c
UNION ALL
SELECT
    c.authority,
    c.feed,
    c.person_key,
    c.source_row,
    c.child_in_need_key,
    c.end_date AS change_date,
    0 AS opened,
    1 AS closed,
    -1 AS change
FROM child_in_need AS c
WHERE c.end_date < DATE '9999-12-31'
