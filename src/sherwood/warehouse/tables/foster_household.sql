-- Fostering households: households approved to foster, from enquiry to the end of approval.
-- grain: one row per household
-- key: household_number
-- rules: carers are no children of the warehouse and are never linked to a family. A review is due within 12 months of
--   the last (Fostering Services (England) Regulations 2011, reg 28).
SELECT
    l.authority,
    l.feed,
    l.source_row,
    l.household_number,
    l.enquiry_date,
    l.application_date,
    l.approval_date,
    l.approved_for,
    l.places,
    l.district,
    l.last_review_date,
    d.due_date AS review_due_date,
    COALESCE(l.leaving_date, DATE '9999-12-31') AS end_date,
    l.leaving_reason
FROM landing_fostering_households AS l
LEFT JOIN due_day AS d
    ON d.timescale = 'foster_review'
    AND d.step = 'only'
    AND d.clock_date = COALESCE(l.last_review_date, l.approval_date)
