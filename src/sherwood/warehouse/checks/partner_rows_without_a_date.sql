-- Rows of partners' feeds came without the date that would say when it happened, and so stand in no table.
-- on failure: warn
-- remedy: ask the partner to fill in the date and load the file again
SELECT l.source_row FROM landing_sen2_requests AS l WHERE l.request_date IS NULL
UNION ALL
SELECT l.source_row FROM landing_sen2_plans AS l WHERE l.start_date IS NULL
UNION ALL
SELECT l.source_row FROM landing_exclusions_notices AS l WHERE l.start_date IS NULL OR l.category IS NULL
UNION ALL
SELECT l.source_row FROM landing_school_census_termlyexclusionsonroll AS l WHERE l.start_date IS NULL OR l.category IS NULL
UNION ALL
SELECT l.source_row FROM landing_school_census_termlyexclusionsoffroll AS l WHERE l.start_date IS NULL OR l.category IS NULL
UNION ALL
SELECT l.source_row FROM landing_school_census_schoolcensus AS l WHERE l.reference_date IS NULL OR l.urn IS NULL
UNION ALL
SELECT l.source_row FROM landing_school_calendar_terms AS l WHERE l.first_date IS NULL OR l.last_date IS NULL
