-- grain: the first plan that began in the year, where more began than conferences were held, at either place of the census
WITH began AS (
    SELECT p.source_row
    FROM child_protection_plans AS p
    WHERE p.start_date BETWEEN $year_start AND $year_end
),

held AS (
    SELECT c.source_row
    FROM cin_details AS c
    WHERE c.conference_date BETWEEN $year_start AND $year_end
    UNION ALL
    SELECT s.source_row
    FROM section_47 AS s
    WHERE s.conference_date BETWEEN $year_start AND $year_end
)

SELECT b.source_row
FROM began AS b
WHERE (SELECT COUNT(*) FROM began) > (SELECT COUNT(*) FROM held)
ORDER BY LENGTH(b.source_row), b.source_row
LIMIT 1
