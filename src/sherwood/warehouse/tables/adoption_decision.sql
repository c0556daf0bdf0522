-- Adoption decisions: that a child should be placed for adoption, and their reversal, as returned.
-- grain: one row per decision
-- key: source_row
-- rules: a decision stands until it is reversed (SSDA903 guide: DATE_PLACED, DATE_PLACED_CEASED).
SELECT
    d.authority,
    d.feed,
    r.person_key,
    d.source_row,
    d.date_placed AS decision_date,
    COALESCE(d.date_placed_ceased, DATE '9999-12-31') AS ceased_date,
    d.reason_placed_ceased AS reason_ceased
FROM landing_ssda903_placed_adoption AS d
JOIN person_record AS r ON r.feed = d.feed AND r.source_id = d.source_id
