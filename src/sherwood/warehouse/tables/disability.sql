-- Disabilities recorded of a child.
-- grain: one row per child and disability
-- key: person_key, disability
-- rules: a code of the case system or of the Children in need census stands. Annex A says only whether there is one:
--   that counts, as a disability not said which or as none, for a child of whom neither holds a code. A record that there
--   is none gives way to any disability, whichever feed holds it.
WITH landed AS (
    SELECT s.authority, s.feed, s.source_id, s.source_row, s.disa_disability_code AS disability, 1 AS rank
    FROM landing_ssd_disability AS s
    UNION ALL
    SELECT c.authority, c.feed, c.source_id, c.source_row, c.disability, 2 AS rank
    FROM landing_cin_census_disabilities AS c
    UNION ALL
    SELECT
        i.authority,
        i.feed,
        i.source_id,
        i.source_row,
        CASE i.disability WHEN 'yes' THEN 'ANY' WHEN 'no' THEN 'NONE' END AS disability,
        3 AS rank
    FROM annex_a_child AS i
),
named AS (
    SELECT
        l.*,
        r.person_key,
        MIN(l.rank) OVER (PARTITION BY r.person_key) AS best_rank
    FROM landed AS l
    JOIN person_record AS r ON r.feed = l.feed AND r.source_id = l.source_id
    WHERE l.disability IS NOT NULL
),
kept AS (
    SELECT
        n.*,
        MAX(CASE WHEN n.disability = 'NONE' THEN 0 ELSE 1 END) OVER (PARTITION BY n.person_key) AS has_any
    FROM named AS n
    WHERE n.rank < 3 OR n.best_rank = 3
),
numbered AS (
    SELECT
        n.*,
        ROW_NUMBER() OVER (PARTITION BY n.person_key, n.disability ORDER BY n.rank, n.source_row) AS from_first,
        MAX(CASE WHEN n.feed = 'ssd' THEN 1 ELSE 0 END) OVER (PARTITION BY n.person_key, n.disability) AS in_ssd,
        MAX(CASE WHEN n.feed = 'annex_a' THEN 1 ELSE 0 END) OVER (PARTITION BY n.person_key, n.disability) AS in_annex_a,
        MAX(CASE WHEN n.feed = 'cin_census' THEN 1 ELSE 0 END) OVER (PARTITION BY n.person_key, n.disability) AS in_census
    FROM kept AS n
)
SELECT
    n.authority,
    n.feed,
    n.person_key,
    n.source_row,
    n.disability,
    CONCAT_WS(
        ', ',
        CASE WHEN n.in_ssd = 1 THEN 'ssd' END,
        CASE WHEN n.in_annex_a = 1 THEN 'annex_a' END,
        CASE WHEN n.in_census = 1 THEN 'cin_census' END
    ) AS sources
FROM numbered AS n
WHERE n.from_first = 1 AND (n.disability <> 'NONE' OR n.has_any = 0)
