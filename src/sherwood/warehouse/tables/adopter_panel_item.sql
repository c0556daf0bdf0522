-- Adoption panel: adopters: approvals of adopters that the adoption panel considered.
-- grain: one row per item
-- key: item_number
-- rules: items about a child stand in adoption_panel_item and nowhere else, so that nobody can be put together with
--   adopters here.
SELECT
    l.authority,
    l.feed,
    l.source_row,
    l.item_number,
    l.item,
    l.panel_date,
    d.due_date AS decision_due_date,
    COALESCE(l.decision_date, DATE '9999-12-31') AS decision_date,
    l.decision
FROM landing_adoption_panel_items AS l
LEFT JOIN due_day AS d
    ON d.timescale = 'adoption_panel_decision' AND d.step = 'only' AND d.clock_date = l.panel_date
WHERE l.source_id IS NULL
