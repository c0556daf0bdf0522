-- Unaccompanied asylum-seeking children looked after in the year.
-- grain: one row a child
-- key: child
-- rules: a status that ceased before the year is in no return of it. The day it ceases may be to come, as an eighteenth birthday is
--   (guide: DUC).
SELECT
    p.source_id AS child,
    CASE WHEN $period >= '2024-25' THEN p.sex WHEN p.sex = 'M' THEN '1' WHEN p.sex = 'F' THEN '2' ELSE '0' END AS sex,
    p.birth_date AS dob,
    CASE WHEN p.uasc_ceased_date < DATE '9999-12-31' THEN p.uasc_ceased_date END AS duc
FROM person AS p
WHERE
    p.is_uasc
    AND p.uasc_ceased_date >= $first_day
    AND p.person_key IN (
        SELECT e.person_key FROM episode AS e WHERE e.start_date <= $last_day AND e.end_date >= $first_day
    )
ORDER BY p.source_id
