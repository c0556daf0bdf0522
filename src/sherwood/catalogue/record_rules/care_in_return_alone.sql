-- Episodes of a return of children whom the case system never holds as looked after while they lasted, since its first episode.
-- grain: one row per row of landing_ssda903_episodes at fault
-- key: source_row
WITH live AS (
    SELECT
        r.person_key,
        e.clae_cla_episode_start_date AS start_date,
        COALESCE(e.clae_cla_episode_ceased_date, DATE '9999-12-31') AS end_date
    FROM landing_ssd_cla_episodes AS e
    JOIN person_record AS r ON r.feed = e.feed AND r.source_id = e.source_id
),
reach AS (
    SELECT MIN(l.start_date) AS from_date FROM live AS l
)
SELECT
    e.authority,
    e.feed,
    'ssd' AS other_feed,
    r.person_key,
    e.source_row,
    CAST(e.decom AS VARCHAR) AS subject,
    e.decom AS fault_date,
    'Episode from ' || CAST(e.decom AS VARCHAR) || ' in the return, none in the case system' AS told
FROM landing_ssda903_episodes AS e
JOIN person_record AS r ON r.feed = e.feed AND r.source_id = e.source_id
CROSS JOIN reach AS c
WHERE
    e.decom >= c.from_date
    AND NOT EXISTS (
        SELECT 1
        FROM live AS o
        WHERE o.person_key = r.person_key AND o.start_date < COALESCE(e.dec, DATE '9999-12-31') AND o.end_date > e.decom
    )
