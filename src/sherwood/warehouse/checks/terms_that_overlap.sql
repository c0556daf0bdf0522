-- Half terms overlap, so that a week of the registers would count in two of them.
-- on failure: warn
-- remedy: correct the dates in the list of terms and load it again
SELECT
    t.school_year || ' half term ' || CAST(t.half_term AS VARCHAR) AS source_row,
    t.school_year || ' half term ' || CAST(t.half_term AS VARCHAR) AS told
FROM school_term AS t
JOIN school_term AS o
    ON o.first_date <= CAST(t.last_date + INTERVAL '4' DAY AS DATE)
    AND t.first_date < o.first_date
