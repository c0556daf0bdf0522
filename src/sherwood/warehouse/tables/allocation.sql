-- Allocations: which worker, of which team and service, was responsible for a child on each day.
-- grain: one row per spell of one responsible worker in one team
-- key: source_row, start_date
-- rules: the recorded last day counts; a later allocation ends the one before the day before it starts, and of two that
--   start on one day the later line stands, so that one worker at most is responsible on any day. A worker who changes
--   team during an allocation has a row for each team (council settings: workers).
WITH landed AS (
    SELECT
        s.authority,
        s.feed,
        r.person_key,
        s.source_row,
        s.sw_id AS worker_id,
        s.sw_decom AS start_date,
        COALESCE(s.sw_dec, DATE '9999-12-31') AS end_date,
        s.sw_reason AS reason_changed,
        ROW_NUMBER() OVER (PARTITION BY r.person_key, s.sw_decom ORDER BY s.line DESC, s.source_row DESC) AS from_last
    FROM landing_ssda903_social_worker_episodes AS s
    JOIN person_record AS r ON r.feed = s.feed AND r.source_id = s.source_id
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
        CASE
            WHEN f.next_start_date <= f.end_date THEN CAST(f.next_start_date - INTERVAL '1' DAY AS DATE)
            ELSE f.end_date
        END AS through_date
    FROM followed AS f
),
breaks AS (
    SELECT c.source_row, c.start_date AS piece_start_date
    FROM cut AS c
    UNION
    SELECT c.source_row, w.start_date AS piece_start_date
    FROM cut AS c
    JOIN worker AS w ON w.worker_id = c.worker_id AND c.start_date < w.start_date AND w.start_date <= c.through_date
    UNION
    SELECT c.source_row, CAST(w.end_date + INTERVAL '1' DAY AS DATE) AS piece_start_date
    FROM cut AS c
    JOIN worker AS w ON w.worker_id = c.worker_id AND c.start_date <= w.end_date AND w.end_date < c.through_date
),
pieces AS (
    SELECT
        c.*,
        k.piece_start_date,
        COALESCE(
            CAST(
                LEAD(k.piece_start_date) OVER (PARTITION BY c.source_row ORDER BY k.piece_start_date)
                - INTERVAL '1' DAY AS DATE
            ),
            c.through_date
        ) AS piece_through_date
    FROM cut AS c
    JOIN breaks AS k ON k.source_row = c.source_row
),
teams AS (
    SELECT
        p.source_row,
        p.piece_start_date,
        w.team_id,
        ROW_NUMBER() OVER (
            PARTITION BY p.source_row, p.piece_start_date ORDER BY w.start_date DESC, w.team_id
        ) AS from_last
    FROM pieces AS p
    JOIN worker AS w
        ON w.worker_id = p.worker_id AND w.start_date <= p.piece_start_date AND p.piece_start_date <= w.end_date
)
SELECT
    p.authority,
    p.feed,
    p.person_key,
    p.source_row,
    p.worker_id,
    t.team_id,
    o.service_id,
    p.piece_start_date AS start_date,
    p.end_date,
    p.piece_through_date AS through_date,
    p.reason_changed
FROM pieces AS p
LEFT JOIN teams AS t
    ON t.source_row = p.source_row AND t.piece_start_date = p.piece_start_date AND t.from_last = 1
LEFT JOIN organisation AS o ON o.team_id = t.team_id
