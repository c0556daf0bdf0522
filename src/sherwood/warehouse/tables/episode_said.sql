-- Episodes of care from the feeds that hold them: SSDA903 for the days it covers, the case system for the days it does not.
-- grain: one row per episode
-- key: person_key, start_date, feed
-- rules: SSDA903 stands, as the return that is checked and published. An episode of the case system counts where no
--   SSDA903 is loaded, where it starts after the last day that SSDA903 covers, or where it ended before the first. An
--   episode SSDA903 leaves open ends when the case system's episode of that last day does. Legal status and placement of
--   a case system's episode are those recorded for its first day (Standard Safeguarding Dataset: cla_episodes).
WITH covered AS (
    SELECT
        COALESCE(MIN(e.period_start), DATE '9999-12-31') AS from_date,
        COALESCE(MAX(LEAST(e.period_end, e.received)), DATE '1900-01-01') AS to_date
    FROM landing_ssda903_episodes AS e
),
statuses AS (
    SELECT
        e.source_row AS episode_row,
        s.lega_legal_status AS legal_status,
        ROW_NUMBER() OVER (
            PARTITION BY e.source_row ORDER BY s.lega_legal_status_start_date DESC, s.line DESC, s.source_row DESC
        ) AS from_last
    FROM landing_ssd_cla_episodes AS e
    JOIN landing_ssd_legal_status AS s
        ON s.source_id = e.source_id
        AND s.lega_legal_status_start_date <= e.clae_cla_episode_start_date
        AND COALESCE(s.lega_legal_status_end_date, DATE '9999-12-31') > e.clae_cla_episode_start_date
),
live AS (
    SELECT
        e.authority,
        e.feed,
        r.person_key,
        e.source_row,
        e.line,
        e.clae_cla_episode_start_date AS start_date,
        e.clae_cla_episode_ceased_date AS end_date,
        e.clae_cla_episode_start_reason AS reason_new_episode,
        s.legal_status,
        e.clae_cla_primary_need_code AS category_of_need,
        p.clap_cla_placement_type AS placement_type,
        p.clap_cla_placement_provider AS placement_provider,
        e.clae_cla_episode_ceased_reason AS reason_ceased,
        p.clap_cla_placement_change_reason AS reason_place_change,
        p.clap_cla_placement_postcode AS placement_postcode,
        p.clap_cla_placement_urn AS urn,
        ROW_NUMBER() OVER (
            PARTITION BY r.person_key, e.clae_cla_episode_start_date
            ORDER BY
                COALESCE(e.clae_cla_episode_ceased_date, DATE '9999-12-31') DESC,
                e.clae_cla_episode_id DESC,
                e.source_row DESC
        ) AS from_last
    FROM landing_ssd_cla_episodes AS e
    JOIN person_record AS r ON r.feed = e.feed AND r.source_id = e.source_id
    LEFT JOIN statuses AS s ON s.episode_row = e.source_row AND s.from_last = 1
    LEFT JOIN landing_ssd_cla_placement AS p ON p.clap_cla_placement_id = e.clae_cla_placement_id
    WHERE e.clae_cla_episode_start_date IS NOT NULL
),
ended AS (
    SELECT
        l.person_key,
        l.end_date,
        l.reason_ceased,
        l.reason_place_change,
        ROW_NUMBER() OVER (PARTITION BY l.person_key ORDER BY l.start_date DESC) AS from_last
    FROM live AS l
    CROSS JOIN covered AS c
    WHERE l.from_last = 1 AND l.start_date <= c.to_date AND COALESCE(l.end_date, DATE '9999-12-31') > c.to_date
),
returned AS (
    SELECT
        e.*,
        r.person_key,
        ROW_NUMBER() OVER (PARTITION BY r.person_key ORDER BY e.decom DESC, e.line DESC, e.source_row DESC) AS from_last
    FROM landing_ssda903_episodes AS e
    JOIN person_record AS r ON r.feed = e.feed AND r.source_id = e.source_id
)
SELECT
    e.authority,
    e.feed,
    e.person_key,
    e.source_row,
    e.line,
    e.decom AS start_date,
    COALESCE(e.dec, d.end_date, DATE '9999-12-31') AS end_date,
    e.rne AS reason_new_episode,
    e.ls AS legal_status,
    e.cin AS category_of_need,
    e.place AS placement_type,
    e.place_provider AS placement_provider,
    COALESCE(e.rec, d.reason_ceased) AS reason_ceased,
    COALESCE(e.reason_place_change, d.reason_place_change) AS reason_place_change,
    e.home_post AS home_postcode,
    e.pl_post AS placement_postcode,
    e.urn
FROM returned AS e
LEFT JOIN ended AS d ON d.person_key = e.person_key AND e.from_last = 1 AND e.dec IS NULL AND d.from_last = 1
UNION ALL
SELECT
    l.authority,
    l.feed,
    l.person_key,
    l.source_row,
    l.line,
    l.start_date,
    COALESCE(l.end_date, DATE '9999-12-31') AS end_date,
    l.reason_new_episode,
    l.legal_status,
    l.category_of_need,
    l.placement_type,
    l.placement_provider,
    l.reason_ceased,
    l.reason_place_change,
    CAST(NULL AS VARCHAR) AS home_postcode,
    l.placement_postcode,
    l.urn
FROM live AS l
CROSS JOIN covered AS c
WHERE l.from_last = 1 AND (l.start_date > c.to_date OR l.end_date < c.from_date)
