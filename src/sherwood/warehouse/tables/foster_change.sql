-- Fostering households that came and left: households whose approval began or ended, a row for each.
-- grain: one row per household and whether it came or left
-- key: household_number, change
-- rules: an applicant who was never approved is in neither.
SELECT
    f.authority,
    f.feed,
    f.source_row,
    f.household_number,
    f.approval_date AS change_date,
    f.approved_for,
    1 AS change
FROM foster_household AS f
WHERE f.approval_date < DATE '9999-12-31'
UNION ALL
SELECT
    f.authority,
    f.feed,
    f.source_row,
    f.household_number,
    f.end_date AS change_date,
    f.approved_for,
    -1 AS change
FROM foster_household AS f
WHERE f.end_date < DATE '9999-12-31'
