-- Episodes of care, each cut at the start of the next and put into its period of care.
-- grain: one row per episode
-- key: source_row
-- rules: a child's episodes stand in order of start and line, ordinary and short-break ones (V3, V4: Care Planning,
--   Placement and Case Review Regulations 2010, reg 48) apart. A period of care begins with the first of them, with
--   reason S, and after a gap (SSDA903 guide: RNE, REC).
WITH landed AS (
    SELECT s.*, COALESCE(s.legal_status IN ('V3', 'V4'), FALSE) AS is_short_break
    FROM episode_said AS s
),
ordered AS (
    SELECT
        l.*,
        ROW_NUMBER() OVER (
            PARTITION BY l.person_key, l.is_short_break ORDER BY l.start_date, l.line, l.source_row
        ) AS sequence
    FROM landed AS l
),
followed AS (
    SELECT
        o.*,
        COALESCE(
            LEAD(o.start_date) OVER (PARTITION BY o.person_key, o.is_short_break ORDER BY o.sequence),
            DATE '9999-12-31'
        ) AS next_start_date
    FROM ordered AS o
),
cut AS (
    SELECT f.*, LEAST(f.end_date, f.next_start_date) AS until_date
    FROM followed AS f
),
after_others AS (
    SELECT
        c.*,
        MAX(c.until_date) OVER (
            PARTITION BY c.person_key, c.is_short_break ORDER BY c.sequence
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS others_until_date
    FROM cut AS c
),
numbered AS (
    SELECT
        a.*,
        SUM(
            CASE
                WHEN a.others_until_date IS NULL OR a.reason_new_episode = 'S' OR a.start_date > a.others_until_date THEN 1
                ELSE 0
            END
        ) OVER (
            PARTITION BY a.person_key, a.is_short_break ORDER BY a.sequence
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS period_number
    FROM after_others AS a
)
SELECT
    n.authority,
    n.feed,
    n.person_key,
    n.source_row,
    n.start_date,
    n.end_date,
    n.until_date,
    n.reason_new_episode,
    n.legal_status,
    n.category_of_need,
    n.placement_type,
    n.placement_provider,
    n.reason_ceased,
    n.reason_place_change,
    n.home_postcode,
    n.placement_postcode,
    n.urn,
    n.is_short_break,
    n.person_key || CASE WHEN n.is_short_break THEN ':short-break:' ELSE ':' END || CAST(
        MIN(n.start_date) OVER (PARTITION BY n.person_key, n.is_short_break, n.period_number) AS VARCHAR
    ) AS period_of_care_key,
    CAST(n.sequence AS INTEGER) AS sequence,
    n.next_start_date
FROM numbered AS n
