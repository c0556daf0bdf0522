-- Scored pairs with what forbids joining them: relatives under one roof agree on more than chance would have it.
-- grain: one row per pair the model scored
-- key: one, other
-- rules: no guard stands where a valid number is shared. Else never: two valid numbers of one kind that differ by more than one digit;
--   one address or surname and one birth month or day with unlike forenames (twins, brothers and sisters; forenames that may be one
--   misspelt or, of one sex, cut short only not by themselves, so that a third record may say so; a forename that stands as the other's surname is
--   like only if few bear it as a surname); birth dates more than two years and a digit apart (a parent and a child of one name). Not by
--   themselves: no forename, or no birth date and names that are not the same but for a letter, nor nearly so in one home, or two
--   properties. What a shared name adds is corrected by how common it is here, by three doublings at most, and what any pair starts from
--   by how many people there are, or in the circle that both are told of (children in care): the model is shipped with the weights of an
--   average name in a large county.
WITH surname_share AS (
    SELECT n.surname, COUNT(*) / SUM(COUNT(*)) OVER () AS share
    FROM node AS n
    WHERE n.surname IS NOT NULL
    GROUP BY n.surname
),
forename_share AS (
    SELECT n.forename_family, COUNT(*) / SUM(COUNT(*)) OVER () AS share
    FROM node AS n
    WHERE n.forename_family IS NOT NULL
    GROUP BY n.forename_family
),
usual AS (
    SELECT f.forename
    FROM (SELECT n.forename, COUNT(*) AS times FROM node AS n GROUP BY n.forename) AS f
    LEFT JOIN (SELECT n.surname, COUNT(*) AS times FROM node AS n GROUP BY n.surname) AS s ON s.surname = f.forename
    WHERE f.times > 4 * COALESCE(s.times, 0)
),
cohort_node AS (
    SELECT DISTINCT r.cohort, g.node_no
    FROM record AS r
    JOIN group_node AS g ON g.group_no = r.group_no
    WHERE r.cohort IS NOT NULL
),
cohort_size AS (
    SELECT c.cohort, COUNT(*) AS nodes
    FROM cohort_node AS c
    GROUP BY c.cohort
),
circle AS (
    SELECT p.one, p.other, MIN(GREATEST($least_of_cohort, s.nodes)) AS nodes
    FROM scored AS p
    JOIN cohort_node AS a ON a.node_no = p.one
    JOIN cohort_node AS b ON b.node_no = p.other AND b.cohort = a.cohort
    JOIN cohort_size AS s ON s.cohort = a.cohort
    GROUP BY p.one, p.other
),
average AS (
    SELECT
        (SELECT GREATEST($least, COUNT(*)) FROM node AS n) AS nodes,
        (SELECT SUM(s.share * s.share) FROM surname_share AS s) AS surname_chance,
        (SELECT SUM(f.share * f.share) FROM forename_share AS f) AS forename_chance
),
seen AS (
    SELECT
        p.one,
        p.other,
        p.match_weight,
        LOG2($nodes / LEAST(v.nodes, COALESCE(i.nodes, v.nodes))) AS closeness,
        GREATEST(-3, LEAST(3, COALESCE(LOG2(v.surname_chance / ss.share), 0)))
        + GREATEST(-3, LEAST(3, COALESCE(LOG2(v.forename_chance / fs.share), 0))) AS rarity,
        a.birth_date AS birth_date_a,
        b.birth_date AS birth_date_b,
        COALESCE(
            LIST_HAS_ANY(a.nhs_numbers, b.nhs_numbers), FALSE
        ) OR COALESCE(LIST_HAS_ANY(a.upns, b.upns), FALSE) OR COALESCE(LIST_HAS_ANY(a.ni_numbers, b.ni_numbers), FALSE) AS shares_number,
        COALESCE(DAMERAU_LEVENSHTEIN(a.nhs_numbers[1], b.nhs_numbers[1]) > 1, FALSE)
        OR COALESCE(DAMERAU_LEVENSHTEIN(a.upns[1], b.upns[1]) > 1, FALSE)
        OR COALESCE(DAMERAU_LEVENSHTEIN(a.ni_numbers[1], b.ni_numbers[1]) > 1, FALSE) AS has_other_number,
        COALESCE(LIST_HAS_ANY(a.uprns, b.uprns), FALSE) OR COALESCE(LIST_HAS_ANY(a.postcodes, b.postcodes), FALSE) AS shares_home,
        COALESCE(NOT LIST_HAS_ANY(a.uprns, b.uprns), FALSE) AS has_other_property,
        COALESCE(LIST_HAS_ANY(a.surnames, b.surnames), FALSE) AS shares_surname,
        a.forename_family = b.forename_family
        OR LIST_HAS_ANY(a.forenames, b.forenames)
        OR JARO_WINKLER_SIMILARITY(a.forename, b.forename) >= 0.80
        OR DAMERAU_LEVENSHTEIN(a.forename, b.forename) <= 1
        OR (
            LEAST(LENGTH(a.forename), LENGTH(b.forename)) >= 3
            AND ABS(LENGTH(a.forename) - LENGTH(b.forename)) >= 2
            AND COALESCE(a.sex = b.sex, TRUE)
            AND DAMERAU_LEVENSHTEIN(LEFT(a.forename, LENGTH(b.forename)), LEFT(b.forename, LENGTH(a.forename))) <= 1
        )
        OR a.words = b.words
        OR (
            JARO_WINKLER_SIMILARITY(a.forename, b.surname) >= 0.88
            AND (ua.forename IS NOT NULL OR JARO_WINKLER_SIMILARITY(a.surname, b.forename) >= 0.80)
        )
        OR (
            JARO_WINKLER_SIMILARITY(a.surname, b.forename) >= 0.88
            AND (ub.forename IS NOT NULL OR JARO_WINKLER_SIMILARITY(a.forename, b.surname) >= 0.80)
        ) AS has_like_forename,
        LEAST(LENGTH(a.forename), LENGTH(b.forename)) >= 4
        AND JARO_WINKLER_SIMILARITY(a.forename, b.forename) < 0.65 AS has_quite_other_forename,
        a.forename IS NULL OR b.forename IS NULL AS lacks_forename,
        COALESCE(LIST_HAS_ANY(a.names, b.names), FALSE)
        OR COALESCE(a.words = b.words, FALSE)
        OR COALESCE(
            LIST_HAS_ANY(a.surnames, b.surnames)
            AND (
                a.forename_family = b.forename_family
                OR (LENGTH(a.forename) >= 5 AND DAMERAU_LEVENSHTEIN(a.forename, b.forename) <= 1)
            ),
            FALSE
        )
        OR COALESCE(a.forename = b.forename AND DAMERAU_LEVENSHTEIN(a.surname, b.surname) <= 1, FALSE) AS has_same_name,
        COALESCE(
            (LIST_HAS_ANY(a.surnames, b.surnames) OR JARO_WINKLER_SIMILARITY(a.surname, b.surname) >= 0.88)
            AND (
                JARO_WINKLER_SIMILARITY(a.forename, b.forename) >= 0.88
                OR (
                    LEAST(LENGTH(a.forename), LENGTH(b.forename)) >= 3
                    AND (STARTS_WITH(a.forename, b.forename) OR STARTS_WITH(b.forename, a.forename))
                )
            )
            OR (
                JARO_WINKLER_SIMILARITY(a.forename, b.surname) >= 0.88
                AND JARO_WINKLER_SIMILARITY(a.surname, b.forename) >= 0.88
            ),
            FALSE
        ) AS has_near_name,
        COALESCE(LIST_HAS_ANY(a.birth_dates, b.birth_dates), FALSE) AS has_same_birth_date,
        DAMERAU_LEVENSHTEIN(a.birth_digits, b.birth_digits) AS birth_edits
    FROM scored AS p
    JOIN node AS a ON a.node_no = p.one
    JOIN node AS b ON b.node_no = p.other
    CROSS JOIN average AS v
    LEFT JOIN usual AS ua ON ua.forename = a.forename
    LEFT JOIN usual AS ub ON ub.forename = b.forename
    LEFT JOIN circle AS i ON i.one = p.one AND i.other = p.other
    LEFT JOIN surname_share AS ss ON ss.surname = a.surname AND a.surname = b.surname
    LEFT JOIN forename_share AS fs ON fs.forename_family = a.forename_family AND a.forename_family = b.forename_family
)
SELECT
    s.one,
    s.other,
    s.match_weight + s.rarity + s.closeness AS match_weight,
    s.rarity,
    1 / (1 + POWER(2, -(s.match_weight + s.rarity + s.closeness))) AS match_probability,
    CASE
        WHEN s.shares_number THEN ''
        WHEN s.has_other_number THEN 'another number'
        WHEN
            (s.shares_home OR s.shares_surname) AND NOT COALESCE(s.has_like_forename, TRUE)
            AND (
                MONTH(s.birth_date_a) = MONTH(s.birth_date_b)
                OR DAY(s.birth_date_a) = DAY(s.birth_date_b)
            ) THEN CASE WHEN s.has_quite_other_forename THEN 'brother, sister or twin' ELSE 'alike under one roof' END
        WHEN
            ABS(YEAR(s.birth_date_a) - YEAR(s.birth_date_b)) > 2 AND s.birth_edits > 1 AND NOT s.has_same_birth_date
            THEN 'another generation'
        WHEN s.lacks_forename THEN 'no forename'
        WHEN
            (s.birth_date_a IS NULL OR s.birth_date_b IS NULL)
            AND (s.has_other_property OR NOT (s.has_same_name OR (s.has_near_name AND s.shares_home)))
            THEN 'no birth date'
        ELSE ''
    END AS stopped_by
FROM seen AS s
