-- Names of workers: which worker a feed means by an id, a registration number or a name.
-- grain: one row per id or name, in small letters
-- key: said
-- rules: a professional of the case system is the worker whom the council's settings list under one of the three numbers
--   of that professional, else goes by the case system's own. Where one text could mean several, an id counts before a
--   registration number, that before a staff number and that before a name; a name two workers bear means neither.
--   Where neither lists anybody, a worker is whom the latest lists of Annex A name, by the name in small letters with
--   underscores.
WITH listed AS (
    SELECT DISTINCT c.worker_id
    FROM council_worker AS c
),
professionals AS (
    SELECT
        p.*,
        COALESCE(i.worker_id, r.worker_id, s.worker_id, p.prof_professional_id) AS worker_id
    FROM landing_ssd_professionals AS p
    LEFT JOIN listed AS i ON i.worker_id = p.prof_professional_id
    LEFT JOIN listed AS r ON r.worker_id = p.prof_social_worker_registration_no
    LEFT JOIN listed AS s ON s.worker_id = p.prof_staff_id
),
texts AS (
    SELECT l.worker_id AS text, l.worker_id, 1 AS rank FROM listed AS l
    UNION ALL
    SELECT p.prof_professional_id AS text, p.worker_id, 2 AS rank FROM professionals AS p
    UNION ALL
    SELECT p.prof_social_worker_registration_no AS text, p.worker_id, 3 AS rank FROM professionals AS p
    UNION ALL
    SELECT p.prof_staff_id AS text, p.worker_id, 4 AS rank FROM professionals AS p
    UNION ALL
    SELECT c.worker_name AS text, c.worker_id, 5 AS rank FROM council_worker AS c
    UNION ALL
    SELECT p.prof_professional_name AS text, p.worker_id, 5 AS rank FROM professionals AS p
    UNION ALL
    SELECT e.worker_name AS text, REPLACE(LOWER(e.worker_name), ' ', '_') AS worker_id, 6 AS rank
    FROM annex_a_entry AS e
    WHERE NOT EXISTS (SELECT 1 FROM listed AS l) AND NOT EXISTS (SELECT 1 FROM professionals AS p)
),
ranked AS (
    SELECT
        LOWER(TRIM(t.text)) AS said,
        t.worker_id,
        t.rank,
        MIN(t.rank) OVER (PARTITION BY LOWER(TRIM(t.text))) AS best_rank
    FROM texts AS t
    WHERE TRIM(t.text) <> ''
)
SELECT r.said, MIN(r.worker_id) AS worker_id
FROM ranked AS r
WHERE r.rank = r.best_rank
GROUP BY r.said
HAVING COUNT(DISTINCT r.worker_id) = 1
