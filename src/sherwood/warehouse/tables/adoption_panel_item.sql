-- Adoption panel: children: plans, matches and changes of plan that the adoption panel considered for children.
-- grain: one row per item
-- key: item_number
-- rules: whom a child is matched with is in no column: it stays in landing. A plan agreed restricts the child's record
--   from that day (see restriction).
SELECT
    l.authority,
    l.feed,
    r.person_key,
    l.source_row,
    l.item_number,
    l.item,
    l.panel_date,
    d.due_date AS decision_due_date,
    COALESCE(l.decision_date, DATE '9999-12-31') AS decision_date,
    l.decision
FROM landing_adoption_panel_items AS l
JOIN person_record AS r ON r.feed = l.feed AND r.source_id = l.source_id
LEFT JOIN due_day AS d
    ON d.timescale = 'adoption_panel_decision' AND d.step = 'only' AND d.clock_date = l.panel_date
