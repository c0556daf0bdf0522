-- grain: the first child of a census that holds fewer than eight kinds of disability
SELECT c.source_row
FROM children AS c
WHERE
    (SELECT COUNT(DISTINCT d.disability) FROM disabilities AS d WHERE d.disability <> 'NONE') < 8
ORDER BY LENGTH(c.source_row), c.source_row
LIMIT 1
