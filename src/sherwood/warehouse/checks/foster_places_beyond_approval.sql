-- More places are filled, free or not available than the household is approved for.
-- on failure: warn
-- remedy: correct the month's places or the approval in the register and load it again
SELECT p.source_row
FROM foster_places AS p
JOIN foster_household AS h ON h.household_number = p.household_number
WHERE p.filled + p.vacant + p.unavailable > h.places
