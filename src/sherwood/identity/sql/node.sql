-- Nodes: what is known of each person so far, as the model compares it.
-- grain: one row per cluster of groups that agree without a model
-- key: node_no
-- rules: of several names or birth dates the one said most often stands for the node in near comparisons, and every one of them
--   counts where exact agreement is asked. A block shared by more than 300 nodes, as that of a value that stands for none, is no block.
WITH mine AS (
    SELECT
        g.node_no,
        p.*,
        LIST_TRANSFORM(LIST_PREPEND(p.surname, p.other_surnames), lambda x: p.forename || ' ' || x) AS names
    FROM particular AS p
    JOIN group_node AS g ON g.group_no = p.group_no
),
named AS (
    SELECT n.node_no, ARG_MAX(n.forename, n.rank) AS forename, ARG_MAX(n.surname, n.rank) AS surname
    FROM (
        SELECT m.node_no, m.forename, m.surname,
            {'full': m.forename IS NOT NULL AND m.surname IS NOT NULL, 'n': SUM(m.times), 'f': m.forename, 's': m.surname} AS rank
        FROM mine AS m
        GROUP BY m.node_no, m.forename, m.surname
    ) AS n
    GROUP BY n.node_no
),
born AS (
    SELECT n.node_no, ARG_MAX(n.birth_date, {'n': n.times, 'd': n.birth_date}) AS birth_date
    FROM (
        SELECT m.node_no, m.birth_date, SUM(m.times) AS times
        FROM mine AS m
        WHERE m.birth_date IS NOT NULL
        GROUP BY m.node_no, m.birth_date
    ) AS n
    GROUP BY n.node_no
),
gathered AS (
    SELECT
        m.node_no,
        LIST_SORT(LIST(DISTINCT m.birth_date) FILTER (m.birth_date IS NOT NULL)) AS birth_dates,
        LIST_SORT(LIST(DISTINCT m.forename) FILTER (m.forename IS NOT NULL)) AS forenames,
        LIST_SORT(LIST_DISTINCT(FLATTEN(LIST(LIST_PREPEND(m.surname, m.other_surnames))))) AS surnames,
        LIST_SORT(LIST_DISTINCT(FLATTEN(LIST(m.names)))) AS names,
        LIST_SORT(LIST(DISTINCT m.postcode) FILTER (m.postcode IS NOT NULL)) AS postcodes,
        LIST_SORT(LIST(DISTINCT LEFT(m.postcode, LENGTH(m.postcode) - 2)) FILTER (m.postcode IS NOT NULL)) AS sectors,
        LIST_SORT(LIST(DISTINCT m.uprn) FILTER (m.uprn IS NOT NULL)) AS uprns,
        LIST_SORT(LIST(DISTINCT m.nhs_number) FILTER (m.nhs_number IS NOT NULL)) AS nhs_numbers,
        LIST_SORT(LIST(DISTINCT m.ni_number) FILTER (m.ni_number IS NOT NULL)) AS ni_numbers,
        LIST_SORT(LIST_DISTINCT(FLATTEN(LIST(m.upns)))) AS upns,
        CASE WHEN MIN(m.sex) = MAX(m.sex) THEN MIN(m.sex) END AS sex
    FROM mine AS m
    GROUP BY m.node_no
)
SELECT
    g.node_no,
    n.forename,
    n.surname,
    COALESCE(k.name, n.forename) AS forename_family,
    ARRAY_TO_STRING(LIST_SORT(STRING_SPLIT(n.forename || ' ' || n.surname, ' ')), ' ') AS words,
    LEAST(LEFT(n.forename, 1), LEFT(n.surname, 1)) || GREATEST(LEFT(n.forename, 1), LEFT(n.surname, 1)) AS initials,
    b.birth_date,
    STRFTIME(b.birth_date, '%Y%m%d') AS birth_digits,
    g.sex,
    CASE WHEN LEN(g.birth_dates) > 0 THEN g.birth_dates END AS birth_dates,
    CASE WHEN LEN(g.forenames) > 0 THEN g.forenames END AS forenames,
    CASE WHEN LEN(g.surnames) > 0 THEN g.surnames END AS surnames,
    CASE WHEN LEN(g.names) > 0 THEN g.names END AS names,
    CASE WHEN LEN(g.postcodes) > 0 THEN g.postcodes END AS postcodes,
    CASE WHEN LEN(g.sectors) > 0 THEN g.sectors END AS sectors,
    CASE WHEN LEN(g.uprns) > 0 THEN g.uprns END AS uprns,
    CASE WHEN LEN(g.nhs_numbers) > 0 THEN g.nhs_numbers END AS nhs_numbers,
    CASE WHEN LEN(g.ni_numbers) > 0 THEN g.ni_numbers END AS ni_numbers,
    CASE WHEN LEN(g.upns) > 0 THEN g.upns END AS upns
FROM gathered AS g
LEFT JOIN named AS n ON n.node_no = g.node_no
LEFT JOIN born AS b ON b.node_no = g.node_no
LEFT JOIN short_name AS k ON k.short_name = n.forename
