-- Agreements: particulars that say without a model that groups of records are one person.
-- grain: one row per set of groups that bear one value, with the surest rule that says so, the surest first
-- key: groups
-- rules: a number alone is not enough, for one mistyped is somebody else's: the birth date with the first letter of the forename, or
--   the whole name, must agree too. Without a number the whole name, the birth date and the address must all agree.
WITH borne AS (
    SELECT p.group_no, 'nhs number' AS kind, p.nhs_number AS number, p.forename, p.surname, p.birth_date
    FROM particular AS p
    WHERE p.nhs_number IS NOT NULL
    UNION ALL
    SELECT p.group_no, 'pupil number' AS kind, UNNEST(p.upns) AS number, p.forename, p.surname, p.birth_date
    FROM particular AS p
    UNION ALL
    SELECT p.group_no, 'insurance number' AS kind, p.ni_number AS number, p.forename, p.surname, p.birth_date
    FROM particular AS p
    WHERE p.ni_number IS NOT NULL
),
named AS (
    SELECT DISTINCT p.group_no, p.forename || ' ' || p.surname || ' ' || p.birth_date AS name_and_birth
    FROM particular AS p
    WHERE p.forename IS NOT NULL AND p.surname IS NOT NULL AND p.birth_date IS NOT NULL
),
homed AS (
    SELECT p.group_no, p.postcode AS place
    FROM particular AS p
    WHERE p.postcode IS NOT NULL
    UNION
    SELECT p.group_no, p.uprn AS place
    FROM particular AS p
    WHERE p.uprn IS NOT NULL
),
shared AS (
    SELECT b.group_no, b.kind || ', birth date and first letter' AS rule,
        b.number || ' ' || b.birth_date || ' ' || LEFT(b.forename, 1) AS shared
    FROM borne AS b
    UNION
    SELECT b.group_no, b.kind || ' and name' AS rule, b.number || ' ' || b.forename || ' ' || b.surname AS shared
    FROM borne AS b
    UNION
    SELECT b.group_no, b.kind || ' and birth date' AS rule, b.number || ' ' || b.birth_date AS shared
    FROM borne AS b
    WHERE b.group_no IN (SELECT p.group_no FROM particular AS p GROUP BY p.group_no HAVING COUNT(p.forename) = 0)
    UNION
    SELECT n.group_no, 'name, birth date and address' AS rule, n.name_and_birth || ' ' || h.place AS shared
    FROM named AS n
    JOIN homed AS h ON h.group_no = n.group_no
),
agreed AS (
    SELECT LIST_POSITION($rules, s.rule) AS rank, s.shared, LIST_SORT(LIST(s.group_no)) AS groups
    FROM shared AS s
    WHERE s.shared IS NOT NULL
    GROUP BY s.rule, s.shared
    HAVING COUNT(*) > 1
)
SELECT a.groups, MIN({'rank': a.rank, 'shared': a.shared}) AS surest
FROM agreed AS a
GROUP BY a.groups
ORDER BY surest
