-- Open cases of children in need without a primary need, six weeks and more after they were opened: it is known once the assessment is done.
-- grain: one row per row of child_in_need at fault
-- key: source_row
SELECT
    c.authority,
    c.feed,
    c.person_key,
    c.source_row,
    CAST(c.start_date AS VARCHAR) AS subject,
    c.start_date AS fault_date,
    'Case of ' || CAST(c.start_date AS VARCHAR) || ' has no primary need' AS told
FROM child_in_need AS c
JOIN build_facts AS b ON b.authority = c.authority
WHERE c.primary_need IS NULL AND c.start_date <= b.data_date - INTERVAL 42 DAY AND b.data_date < c.end_date
