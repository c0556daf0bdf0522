-- Personal education plans: looked-after pupils' plans, a row for each term.
-- grain: one row per child, school year and term
-- key: person_key, school_year, term
-- rules: a plan is due once a term, as the list says; a term without a meeting has no plan. It is asked for until the
--   first day of the next term of the school calendar, where that holds both terms.
WITH terms AS (
    SELECT s.school_year, s.term, MIN(s.first_date) AS first_date
    FROM school_term AS s
    GROUP BY s.school_year, s.term
),
followed AS (
    SELECT t.school_year, t.term, LEAD(t.first_date) OVER (ORDER BY t.first_date) AS next_first_date
    FROM terms AS t
),
numbered AS (
    SELECT
        l.*,
        r.person_key,
        ROW_NUMBER() OVER (
            PARTITION BY r.person_key, l.school_year, l.term
            ORDER BY l.period_end DESC, l.received DESC, l.line DESC, l.source_row DESC
        ) AS from_last
    FROM landing_pep_attainment_peps AS l
    JOIN person_record AS r ON r.feed = l.feed AND r.source_id = l.source_id
)
SELECT
    n.authority,
    n.feed,
    n.person_key,
    n.source_row,
    n.school_year,
    n.term,
    n.year_group,
    n.urn,
    n.due_date,
    COALESCE(n.pep_date, DATE '9999-12-31') AS pep_date,
    n.quality,
    COALESCE(f.next_first_date, DATE '9999-12-31') AS until_date,
    n.is_child_there
FROM numbered AS n
LEFT JOIN followed AS f ON f.school_year = n.school_year AND f.term = n.term
WHERE n.from_last = 1
