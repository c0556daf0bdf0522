-- Addresses have a postcode that the postcode directory does not hold, so that no figure by district can hold them.
-- on failure: warn
-- remedy: correct the postcode at source, or load a directory that reaches as far
SELECT a.source_row
FROM address AS a
WHERE
    a.postcode IS NOT NULL
    AND a.postcode NOT IN (SELECT p.postcode FROM postcode AS p)
    AND EXISTS (SELECT 1 FROM postcode AS p)
