-- Which file every load is, and the day it came.
-- grain: one row a load
-- key: load
SELECT d.load, MIN(d.feed) AS feed, MIN(d.file) AS file, MAX(d.received) AS received
FROM landing_delivery AS d
GROUP BY d.load
