-- Rows of partners' feeds belong to a contact, arrangement, plan, tenancy or household that came in no file.
-- on failure: warn
-- remedy: ask the partner for the file that lists it; until then the row counts for nobody
SELECT l.source_row
FROM landing_mash_log_ratings AS l
WHERE l.contact_number NOT IN (SELECT p.contact_number FROM landing_mash_log_contacts AS p)
UNION ALL
SELECT l.source_row
FROM landing_mash_log_requests AS l
WHERE l.contact_number NOT IN (SELECT p.contact_number FROM landing_mash_log_contacts AS p)
UNION ALL
SELECT l.source_row
FROM landing_private_fostering_visits AS l
WHERE l.arrangement_number NOT IN (SELECT p.arrangement_number FROM landing_private_fostering_arrangements AS p)
UNION ALL
SELECT l.source_row
FROM landing_sen2_reviews AS l
WHERE l.plan_number NOT IN (SELECT p.plan_number FROM landing_sen2_plans AS p)
UNION ALL
SELECT l.source_row
FROM landing_housing_members AS l
WHERE l.tenancy_number NOT IN (SELECT p.tenancy_number FROM landing_housing_tenancies AS p)
UNION ALL
SELECT l.source_row
FROM landing_housing_arrears AS l
WHERE l.tenancy_number NOT IN (SELECT p.tenancy_number FROM landing_housing_tenancies AS p)
UNION ALL
SELECT l.source_row
FROM landing_housing_steps AS l
WHERE l.tenancy_number NOT IN (SELECT p.tenancy_number FROM landing_housing_tenancies AS p)
UNION ALL
SELECT l.source_row
FROM landing_housing_temporary AS l
WHERE l.application_number NOT IN (SELECT p.application_number FROM landing_housing_applications AS p)
UNION ALL
SELECT l.source_row
FROM landing_fostering_places AS l
WHERE l.household_number NOT IN (SELECT p.household_number FROM landing_fostering_households AS p)
UNION ALL
SELECT l.source_row
FROM landing_exploitation_reviews AS l
WHERE l.concern_number NOT IN (SELECT p.concern_number FROM landing_exploitation_concerns AS p)
