-- grain: the first disability of a census in which every child has one at the most
SELECT d.source_row
FROM disabilities AS d
WHERE
    d.disability <> 'NONE'
    AND NOT EXISTS (
        SELECT 1
        FROM disabilities AS a
        INNER JOIN disabilities AS b ON a.source_id = b.source_id AND a.disability < b.disability
        WHERE a.disability <> 'NONE' AND b.disability <> 'NONE'
    )
ORDER BY LENGTH(d.source_row), d.source_row
LIMIT 1
