-- Allocations: which worker, of which team and service, was responsible for a child on each day.
-- grain: one row per spell of one responsible worker in one team
-- key: person_key, start_date
-- rules: of a child whom the case system's involvements hold at all the allocated worker among them is responsible; of
--   another the one SSDA903 names; of one in neither the one the latest lists of Annex A name. The recorded last day
--   counts; a later allocation ends the one before the day before it starts, and of two that start on one day the later
--   line stands, or the one that lasts longer, so that one worker at most is responsible on any day. The team is that of
--   the worker by the council's settings, with a row for each team of a worker who moves, else the one the feed names,
--   else that of the worker's involvements. Today's team is the one that took that team's work over, itself if none did;
--   where its work was divided, the one of them that the worker went to, and nobody's if the worker went elsewhere.
-- order: by team, for each figure of a team or worker looks for their spells among all: a third of the time
WITH said AS (
    SELECT
        i.authority,
        i.feed,
        i.person_key,
        i.source_row,
        i.worker_id,
        i.team_id,
        i.start_date,
        i.end_date,
        i.reason_changed,
        0 AS line
    FROM involvement AS i
    WHERE i.is_allocated
    UNION ALL
    SELECT
        s.authority,
        s.feed,
        r.person_key,
        s.source_row,
        COALESCE(a.worker_id, s.sw_id) AS worker_id,
        CAST(NULL AS VARCHAR) AS team_id,
        s.sw_decom AS start_date,
        COALESCE(s.sw_dec, DATE '9999-12-31') AS end_date,
        s.sw_reason AS reason_changed,
        s.line
    FROM landing_ssda903_social_worker_episodes AS s
    JOIN person_record AS r ON r.feed = s.feed AND r.source_id = s.source_id
    LEFT JOIN worker_alias AS a ON a.said = LOWER(TRIM(s.sw_id))
    WHERE r.person_key NOT IN (SELECT i.person_key FROM involvement AS i)
    UNION ALL
    SELECT
        x.authority,
        x.feed,
        x.person_key,
        x.source_row,
        x.worker_id,
        x.team_id,
        x.start_date,
        x.end_date,
        CAST(NULL AS VARCHAR) AS reason_changed,
        0 AS line
    FROM annex_a_allocation AS x
    WHERE
        x.person_key NOT IN (SELECT i.person_key FROM involvement AS i)
        AND x.person_key NOT IN (
            SELECT r.person_key
            FROM landing_ssda903_social_worker_episodes AS s
            JOIN person_record AS r ON r.feed = s.feed AND r.source_id = s.source_id
        )
),
landed AS (
    SELECT
        s.*,
        ROW_NUMBER() OVER (
            PARTITION BY s.person_key, s.start_date ORDER BY s.line DESC, s.end_date DESC, s.source_row DESC
        ) AS from_last
    FROM said AS s
),
followed AS (
    SELECT
        l.*,
        LEAD(l.start_date) OVER (PARTITION BY l.person_key ORDER BY l.start_date, l.source_row) AS next_start_date
    FROM landed AS l
    WHERE l.from_last = 1
),
cut AS (
    SELECT
        f.*,
        f.team_id IS NULL OR f.worker_id IN (SELECT c.worker_id FROM council_worker AS c) AS takes_workers_team,
        CASE
            WHEN f.next_start_date <= f.end_date THEN CAST(f.next_start_date - INTERVAL '1' DAY AS DATE)
            ELSE f.end_date
        END AS through_date
    FROM followed AS f
),
breaks AS (
    SELECT c.person_key, c.start_date, c.start_date AS piece_start_date
    FROM cut AS c
    UNION
    SELECT c.person_key, c.start_date, w.start_date AS piece_start_date
    FROM cut AS c
    JOIN worker AS w ON w.worker_id = c.worker_id AND c.start_date < w.start_date AND w.start_date <= c.through_date
    WHERE c.takes_workers_team
    UNION
    SELECT c.person_key, c.start_date, CAST(w.end_date + INTERVAL '1' DAY AS DATE) AS piece_start_date
    FROM cut AS c
    JOIN worker AS w ON w.worker_id = c.worker_id AND c.start_date <= w.end_date AND w.end_date < c.through_date
    WHERE c.takes_workers_team
),
pieces AS (
    SELECT
        c.*,
        k.piece_start_date,
        COALESCE(
            CAST(
                LEAD(k.piece_start_date) OVER (
                    PARTITION BY c.person_key, c.start_date ORDER BY k.piece_start_date
                ) - INTERVAL '1' DAY AS DATE
            ),
            c.through_date
        ) AS piece_through_date
    FROM cut AS c
    JOIN breaks AS k ON k.person_key = c.person_key AND k.start_date = c.start_date
),
teams AS (
    SELECT
        p.person_key,
        p.piece_start_date,
        w.team_id,
        ROW_NUMBER() OVER (
            PARTITION BY p.person_key, p.piece_start_date ORDER BY w.start_date DESC, w.team_id
        ) AS from_last
    FROM pieces AS p
    JOIN worker AS w
        ON w.worker_id = p.worker_id AND w.start_date <= p.piece_start_date AND p.piece_start_date <= w.end_date
    WHERE p.takes_workers_team
),
placed AS (
    SELECT p.*, COALESCE(t.team_id, p.team_id) AS responsible_team_id
    FROM pieces AS p
    LEFT JOIN teams AS t
        ON t.person_key = p.person_key AND t.piece_start_date = p.piece_start_date AND t.from_last = 1
),
successors AS (
    SELECT b.team_id, COUNT(*) AS successors, MIN(b.became_id) AS became_id
    FROM team_became AS b
    GROUP BY b.team_id
),
went_to AS (
    SELECT b.team_id, w.worker_id, MAX(b.became_id) AS became_id
    FROM team_became AS b
    JOIN worker AS w ON w.team_id = b.became_id
    GROUP BY b.team_id, w.worker_id
    HAVING COUNT(DISTINCT b.became_id) = 1
),
mapped AS (
    SELECT
        p.*,
        CASE
            WHEN s.team_id IS NULL THEN p.responsible_team_id
            WHEN s.successors = 1 THEN s.became_id
            ELSE w.became_id
        END AS team_today_id
    FROM placed AS p
    LEFT JOIN successors AS s ON s.team_id = p.responsible_team_id
    LEFT JOIN went_to AS w ON w.team_id = p.responsible_team_id AND w.worker_id = p.worker_id
),
joined AS (
    SELECT
        m.*,
        CASE
            WHEN CAST(m.piece_start_date - INTERVAL '1' DAY AS DATE) <= LAG(m.piece_through_date) OVER (
                PARTITION BY m.person_key ORDER BY m.piece_start_date
            ) THEN 0
            ELSE 1
        END AS is_new
    FROM mapped AS m
),
stretches AS (
    SELECT
        j.*,
        SUM(j.is_new) OVER (
            PARTITION BY j.person_key ORDER BY j.piece_start_date ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS stretch
    FROM joined AS j
)
SELECT
    p.authority,
    p.feed,
    p.person_key,
    p.source_row,
    p.worker_id,
    p.responsible_team_id AS team_id,
    o.service_id,
    p.piece_start_date AS start_date,
    p.end_date,
    p.piece_through_date AS through_date,
    MIN(p.piece_start_date) OVER (PARTITION BY p.person_key, p.stretch) AS held_since,
    p.reason_changed,
    p.team_today_id,
    n.service_id AS service_today_id
FROM stretches AS p
LEFT JOIN organisation AS o ON o.team_id = p.responsible_team_id
LEFT JOIN organisation AS n ON n.team_id = p.team_today_id
ORDER BY team_id, p.worker_id, start_date, p.person_key
