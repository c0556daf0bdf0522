-- Episodes of the case system on days that a return covers, of children whom that return does not hold for any of those days.
-- grain: one row per row of landing_ssd_cla_episodes at fault
-- key: source_row
WITH covered AS (
    SELECT MIN(e.period_start) AS from_date, MAX(LEAST(e.period_end, e.received)) AS to_date
    FROM landing_ssda903_episodes AS e
),
returned AS (
    SELECT r.person_key, e.decom AS start_date, COALESCE(e.dec, DATE '9999-12-31') AS end_date
    FROM landing_ssda903_episodes AS e
    JOIN person_record AS r ON r.feed = e.feed AND r.source_id = e.source_id
)
SELECT
    e.authority,
    e.feed,
    'ssda903' AS other_feed,
    r.person_key,
    e.source_row,
    CAST(e.clae_cla_episode_start_date AS VARCHAR) AS subject,
    e.clae_cla_episode_start_date AS fault_date,
    'Episode from ' || CAST(e.clae_cla_episode_start_date AS VARCHAR) || ' in the case system, none in the return' AS told
FROM landing_ssd_cla_episodes AS e
JOIN person_record AS r ON r.feed = e.feed AND r.source_id = e.source_id
CROSS JOIN covered AS c
WHERE
    e.clae_cla_episode_start_date <= c.to_date
    AND COALESCE(e.clae_cla_episode_ceased_date, DATE '9999-12-31') > c.from_date
    AND NOT EXISTS (
        SELECT 1
        FROM returned AS o
        WHERE
            o.person_key = r.person_key
            AND o.start_date < COALESCE(e.clae_cla_episode_ceased_date, DATE '9999-12-31')
            AND o.end_date > e.clae_cla_episode_start_date
    )
