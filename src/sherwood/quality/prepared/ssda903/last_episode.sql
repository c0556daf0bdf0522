-- grain: one row a child with an episode in last year's return whose start can be read
-- keys: source_id
-- meaning: the child's last episode of last year; open if it had not ceased by that year's end.
SELECT
    e.*,
    e.dec IS NULL OR e.dec > $last_year_end AS is_open
FROM episodes_last AS e
WHERE e.decom IS NOT NULL AND e.source_id IS NOT NULL
QUALIFY ROW_NUMBER() OVER (PARTITION BY e.source_id ORDER BY e.decom DESC, e.dec DESC NULLS FIRST, e.source_row DESC) = 1
