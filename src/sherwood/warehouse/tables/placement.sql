-- Placements: consecutive episodes of a period of care in one placement, joined up, with the stay with one carer they
-- are part of.
-- grain: one row per placement
-- key: placement_key
-- rules: a placement starts with a period of care, with a move (RNE S, P, B) and, with the same carer, at a change of
--   placement status (RNE T, U); a change of legal status alone (L) keeps it, and without a reason a new one is taken to
--   start (SSDA903 guide: RNE). For stability, temporary placements (T0 to T4), stays under 24 hours, changes with the
--   same carer and adoption by the present foster carer (A3, A5) do not count (methodology of Children looked after in
--   England: placement stability; background knowledge). A child goes back from a temporary placement to the one before
--   it (SSDA903 guide: rule 383): the stay with that carer goes on all the time, and neither way is a move. A child placed
--   for adoption (A3 to A6) is settled since the start of the stay before, which it follows without a gap as all stays of
--   a period of care do: the two are taken together (Local Authority Interactive Tool: long-term placement stability).
WITH opened AS (
    SELECT
        e.*,
        ROW_NUMBER() OVER (PARTITION BY e.period_of_care_key ORDER BY e.sequence) AS place_in_period
    FROM episode AS e
),
numbered AS (
    SELECT
        o.*,
        SUM(
            CASE WHEN o.place_in_period > 1 AND o.reason_new_episode = 'L' THEN 0 ELSE 1 END
        ) OVER (
            PARTITION BY o.period_of_care_key ORDER BY o.sequence
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS placement_number
    FROM opened AS o
),
ends AS (
    SELECT
        n.*,
        ROW_NUMBER() OVER (PARTITION BY n.period_of_care_key, n.placement_number ORDER BY n.sequence) AS from_first,
        ROW_NUMBER() OVER (PARTITION BY n.period_of_care_key, n.placement_number ORDER BY n.sequence DESC) AS from_last
    FROM numbered AS n
),
joined AS (
    SELECT
        f.*,
        l.until_date AS left_date,
        l.reason_place_change AS reason_left,
        COALESCE(f.placement_type IN ('T0', 'T1', 'T2', 'T3', 'T4'), FALSE) AS is_temporary,
        f.place_in_period > 1 AND COALESCE(f.reason_new_episode IN ('T', 'U'), FALSE) AS carer_continues,
        f.place_in_period > 1 AND COALESCE(f.reason_new_episode IN ('P', 'B'), FALSE) AS is_move
    FROM ends AS f
    JOIN ends AS l
        ON l.period_of_care_key = f.period_of_care_key
        AND l.placement_number = f.placement_number
        AND l.from_last = 1
    WHERE f.from_first = 1
),
beside AS (
    SELECT
        j.*,
        LAG(j.reason_left) OVER (PARTITION BY j.period_of_care_key ORDER BY j.sequence) AS reason_moved_from,
        LAG(j.is_temporary) OVER (PARTITION BY j.period_of_care_key ORDER BY j.sequence) AS was_away,
        LAG(j.placement_type, 2) OVER (PARTITION BY j.period_of_care_key ORDER BY j.sequence) AS type_before,
        LAG(j.urn, 2) OVER (PARTITION BY j.period_of_care_key ORDER BY j.sequence) AS urn_before,
        LAG(j.placement_postcode, 2) OVER (PARTITION BY j.period_of_care_key ORDER BY j.sequence) AS postcode_before
    FROM joined AS j
),
followed AS (
    SELECT
        b.*,
        b.is_temporary AND b.place_in_period > 1 AS is_away,
        COALESCE(
            b.was_away
            AND b.type_before = b.placement_type
            AND b.urn_before IS NOT DISTINCT FROM b.urn
            AND b.postcode_before IS NOT DISTINCT FROM b.placement_postcode,
            FALSE
        ) AS is_back
    FROM beside AS b
),
numbered_stays AS (
    SELECT
        f.*,
        SUM(CASE WHEN f.carer_continues OR f.is_away OR f.is_back THEN 0 ELSE 1 END) OVER (
            PARTITION BY f.period_of_care_key ORDER BY f.sequence
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS stay
    FROM followed AS f
),
stays AS (
    SELECT
        n.*,
        MIN(n.start_date) OVER (PARTITION BY n.period_of_care_key, n.stay) AS stay_start_date,
        LAST_VALUE(n.left_date) OVER (
            PARTITION BY n.period_of_care_key, n.stay ORDER BY n.sequence
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS stay_until_date,
        FIRST_VALUE(COALESCE(n.placement_type IN ('A3', 'A4', 'A5', 'A6'), FALSE)) OVER (
            PARTITION BY n.period_of_care_key, n.stay ORDER BY n.sequence
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS begins_for_adoption
    FROM numbered_stays AS n
),
starts AS (
    SELECT DISTINCT b.period_of_care_key, b.stay, b.stay_start_date
    FROM stays AS b
)
SELECT
    s.authority,
    s.feed,
    s.person_key,
    s.source_row,
    s.person_key || CASE WHEN s.is_short_break THEN ':short-break:' ELSE ':' END
    || CAST(s.start_date AS VARCHAR) AS placement_key,
    s.person_key || CASE WHEN s.is_short_break THEN ':short-break:' ELSE ':' END
    || CAST(s.stay_start_date AS VARCHAR) AS stay_key,
    s.start_date,
    s.left_date AS until_date,
    s.placement_type,
    s.placement_provider,
    s.urn,
    s.placement_postcode,
    s.reason_new_episode,
    s.is_temporary,
    s.carer_continues,
    s.stay_start_date AS placement_start_date_same_carer,
    s.stay_until_date AS carer_until_date,
    CASE
        WHEN s.begins_for_adoption AND (s.is_temporary OR s.placement_type IN ('A3', 'A4', 'A5', 'A6'))
            THEN COALESCE(b.stay_start_date, s.stay_start_date)
        ELSE s.stay_start_date
    END AS settled_since_date,
    NOT s.is_temporary
    AND NOT s.is_back
    AND NOT s.carer_continues
    AND COALESCE(s.placement_type NOT IN ('A3', 'A5'), TRUE)
    AND s.stay_until_date > s.start_date AS counts_for_stability,
    s.is_move AND NOT s.is_away AND NOT s.is_back AS is_move,
    s.reason_left AS reason_place_change,
    s.reason_moved_from,
    s.is_short_break,
    s.period_of_care_key
FROM stays AS s
LEFT JOIN starts AS b ON b.period_of_care_key = s.period_of_care_key AND b.stay = s.stay - 1
