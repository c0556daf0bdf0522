-- grain: one row a child with a unique pupil number
-- keys: source_row
-- meaning: the parts of the number: its letter, the authority, and the letter that the twelve characters after it ask for: each times its place
-- from 2 on, the sum divided by 23, and the remainder counted in the alphabet without I, O and S; empty where one of the digits is none.
WITH parts AS (
    SELECT
        c.source_row,
        c.source_id,
        UPPER(SUBSTRING(c.upn, 1, 1)) AS letter,
        SUBSTRING(c.upn, 2, 3) AS authority,
        2 * TRY_CAST(SUBSTRING(c.upn, 2, 1) AS INTEGER) + 3 * TRY_CAST(SUBSTRING(c.upn, 3, 1) AS INTEGER)
        + 4 * TRY_CAST(SUBSTRING(c.upn, 4, 1) AS INTEGER) + 5 * TRY_CAST(SUBSTRING(c.upn, 5, 1) AS INTEGER)
        + 6 * TRY_CAST(SUBSTRING(c.upn, 6, 1) AS INTEGER) + 7 * TRY_CAST(SUBSTRING(c.upn, 7, 1) AS INTEGER)
        + 8 * TRY_CAST(SUBSTRING(c.upn, 8, 1) AS INTEGER) + 9 * TRY_CAST(SUBSTRING(c.upn, 9, 1) AS INTEGER)
        + 10 * TRY_CAST(SUBSTRING(c.upn, 10, 1) AS INTEGER) + 11 * TRY_CAST(SUBSTRING(c.upn, 11, 1) AS INTEGER)
        + 12 * TRY_CAST(SUBSTRING(c.upn, 12, 1) AS INTEGER) AS digits,
        COALESCE(
            TRY_CAST(SUBSTRING(c.upn, 13, 1) AS INTEGER),
            NULLIF(STRPOS('ABCDEFGHJKLMNPQRTUVWXYZ', NULLIF(UPPER(SUBSTRING(c.upn, 13)), '')), 0) - 1
        ) AS last_one
    FROM children AS c
    WHERE c.upn IS NOT NULL
)

SELECT
    p.source_row,
    p.source_id,
    p.letter,
    p.authority,
    SUBSTRING('ABCDEFGHJKLMNPQRTUVWXYZ', 1 + (p.digits + 13 * p.last_one) % 23, 1) AS expected_letter
FROM parts AS p
