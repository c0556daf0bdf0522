-- Protection plans to which two feeds give different latest categories.
-- grain: one row per row of child_protection_plan_said at fault
-- key: source_row
SELECT
    s.authority,
    s.feed,
    o.feed AS other_feed,
    s.person_key,
    s.source_row,
    CAST(s.start_date AS VARCHAR) || ' in ' || s.feed || ' and ' || o.feed AS subject,
    s.start_date AS fault_date,
    'Plan begun ' || CAST(s.start_date AS VARCHAR) || ': ' || s.latest_category || ' in ' || s.feed || ', '
    || o.latest_category || ' in ' || o.feed AS told
FROM child_protection_plan_said AS s
JOIN child_protection_plan_said AS o
    ON o.authority = s.authority AND o.person_key = s.person_key AND o.start_date = s.start_date AND o.feed > s.feed
WHERE s.latest_category <> o.latest_category
