-- Spells of care begin on a day outside the working-day calendar, so that their visits and reviews have no exact last day.
-- on failure: warn
-- remedy: correct the date at source and load the file again
SELECT e.source_row
FROM episode AS e
WHERE e.start_date < (SELECT MIN(c.day) FROM calendar_day AS c) OR e.start_date > (SELECT MAX(c.day) FROM calendar_day AS c)
