-- Comparators: published figures of other areas.
-- grain: one row per published figure
-- key: indicator, area, year
-- rules: as published; a figure that was withheld has no value.
SELECT f.indicator, f.indicator_name, f.area, f.year, f.value, f.status, f.published_in AS source
FROM landing_comparators_figures AS f
