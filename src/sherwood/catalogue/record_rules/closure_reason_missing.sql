-- Cases of children in need closed in the last year, with no reason why.
-- grain: one row per row of child_in_need at fault
-- key: source_row
SELECT
    c.authority,
    c.feed,
    c.person_key,
    c.source_row,
    CAST(c.start_date AS VARCHAR) AS subject,
    c.end_date AS fault_date,
    'Case of ' || CAST(c.start_date AS VARCHAR) || ' closed ' || CAST(c.end_date AS VARCHAR) || ' without a reason' AS told
FROM child_in_need AS c
JOIN build_facts AS b ON b.authority = c.authority
WHERE c.close_reason IS NULL AND c.end_date <= b.data_date AND c.end_date > b.data_date - INTERVAL 1 YEAR
