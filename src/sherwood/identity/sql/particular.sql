-- Particulars: who a person is said to be, in one spelling, whatever feed says it.
-- grain: one row per group of records with one number and distinct set of particulars
-- key: group_no and the particulars
-- rules: capitals without accents, apostrophes or full stops; whatever else is no letter parts two words. A sex other than male and
--   female tells nobody apart. A birth date before 1901 or a day 1 January 1970 stands for none. An address that is to be hidden is
--   never used, nor is a number that does not pass its own check.
WITH spelt AS (
    SELECT
        r.group_no,
        NULLIF(TRIM(REGEXP_REPLACE(REGEXP_REPLACE(UPPER(STRIP_ACCENTS(s.forename)), '[''’`.]', '', 'g'), '[^\p{L}]+', ' ', 'g')), '')
            AS forename,
        NULLIF(TRIM(REGEXP_REPLACE(REGEXP_REPLACE(UPPER(STRIP_ACCENTS(s.surname)), '[''’`.]', '', 'g'), '[^\p{L}]+', ' ', 'g')), '')
            AS surname,
        LIST_FILTER(
            LIST_TRANSFORM(
                s.other_surnames,
                lambda x: TRIM(REGEXP_REPLACE(REGEXP_REPLACE(UPPER(STRIP_ACCENTS(x)), '[''’`.]', '', 'g'), '[^\p{L}]+', ' ', 'g'))
            ),
            lambda x: x <> ''
        ) AS other_surnames,
        CASE WHEN s.birth_date > DATE '1901-01-01' AND s.birth_date <> DATE '1970-01-01' THEN s.birth_date END AS birth_date,
        CASE WHEN s.sex IN ('M', 'F') THEN s.sex END AS sex,
        CASE WHEN NOT r.is_hidden THEN NULLIF(s.postcode, '') END AS postcode,
        CASE WHEN NOT r.is_hidden THEN NULLIF(LTRIM(REGEXP_REPLACE(s.uprn, '[^0-9]', '', 'g'), '0'), '') END AS uprn,
        REGEXP_REPLACE(s.nhs_number, '[ -]', '', 'g') AS nhs_number,
        UPPER(REGEXP_REPLACE(s.ni_number, '[ -]', '', 'g')) AS ni_number,
        LIST_TRANSFORM(s.upns, lambda x: UPPER(x)) AS upns,
        s.times
    FROM said AS s
    JOIN record AS r ON r.feed = s.feed AND r.source_id = s.source_id
)
SELECT
    s.group_no,
    s.forename,
    s.surname,
    s.other_surnames,
    s.birth_date,
    s.sex,
    s.postcode,
    s.uprn,
    n.number AS nhs_number,
    CASE
        WHEN REGEXP_FULL_MATCH(s.ni_number, '[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][0-9]{6}[A-D]?')
            THEN SUBSTRING(s.ni_number, 1, 8)
    END AS ni_number,
    LIST_FILTER([u.number, f.number], lambda x: x IS NOT NULL) AS upns,
    SUM(s.times) AS times
FROM spelt AS s
LEFT JOIN valid_number AS n ON n.kind = 'nhs_number' AND n.number = s.nhs_number
LEFT JOIN valid_number AS u ON u.kind = 'upn' AND u.number = s.upns[1]
LEFT JOIN valid_number AS f ON f.kind = 'upn' AND f.number = s.upns[2]
GROUP BY ALL
