-- The looked-after return and the children in need census, every year, and that the feeds tell of the same children.

-- name: a_returned_episode_ends_after_it_began
-- says: No episode of the return ends before it began.
-- break: ssda903_episodes SET dec = '01/01/1999'
SELECT child, year, decom FROM ssda903_episodes WHERE day(dec) < day(decom);

-- name: one_returned_episode_at_a_time
-- says: A child's episodes in one year's return do not overlap.
-- break: ssda903_episodes SET dec = '' WHERE rec = 'X1'
SELECT a.child, a.year, a.decom, b.decom FROM ssda903_episodes a JOIN ssda903_episodes b ON a.child = b.child AND a.year = b.year
   AND day(a.decom) < day(b.decom) AND day(b.decom) < coalesce(day(a.dec), DATE '9999-01-01') WHERE a.child <> '';

-- name: every_returned_child_has_a_header
-- says: Every child with an episode in a return has a header in it.
-- break: ssda903_header SET child = 'another' WHERE (child, year) IN (SELECT (child, year) FROM ssda903_episodes)
SELECT DISTINCT e.child, e.year FROM ssda903_episodes e LEFT JOIN ssda903_header h ON e.child = h.child AND e.year = h.year
   WHERE e.child <> '' AND h.child IS NULL;

-- name: one_birth_date_in_a_return
-- says: The birth date beside a review is the one of the header.
-- break: ssda903_reviews SET dob = '01/01/1999'
SELECT r.child, r.year FROM ssda903_reviews r JOIN ssda903_header h ON r.child = h.child AND r.year = h.year WHERE day(r.dob) <> day(h.dob);

-- name: a_returned_review_lies_in_care
-- says: A review of the return lies in an episode of the child.
-- break: ssda903_reviews SET review = '01/01/1999'
SELECT child, year, review FROM ssda903_reviews r WHERE child <> '' AND day(review) IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ssda903_episodes e
   WHERE e.child = r.child AND e.year = r.year AND day(review) BETWEEN day(decom) AND coalesce(day(dec), DATE '9999-01-01'));

-- name: a_returned_pupil_number_has_its_check_letter
-- says: The letter of every pupil number in a return is the one its digits ask for.
-- break: ssda903_header SET upn = 'A000000000001'
SELECT child, year, upn FROM ssda903_header WHERE upn <> '' AND upn NOT LIKE 'UN_' AND upn_letter(upn) <> left(upn, 1);

-- name: a_returned_child_comes_back_after_going
-- says: No spell of going missing in a return ends before it began.
-- break: ssda903_missing SET mis_end = '01/01/1999'
SELECT child, year FROM ssda903_missing WHERE day(mis_end) < day(mis_start);

-- name: health_is_asked_of_children_in_the_return
-- says: Every child with health answers has an episode in the same return.
-- break: ssda903_oc2 SET child = 'another'
SELECT o.child, o.year FROM ssda903_oc2 o WHERE NOT EXISTS (SELECT 1 FROM ssda903_episodes e
   WHERE e.year = o.year AND replace(e.child, '.0', '') = replace(o.child, '.0', ''));

-- name: a_return_and_the_case_system_agree_on_birth
-- says: A child's birth date in a return is the one of the case system.
-- break: ssda903_header SET dob = '01/01/1999' WHERE child IN (SELECT pers_person_id FROM ssd_person)
SELECT child, year, dob, pers_dob FROM ssda903_header JOIN ssd_person ON child = pers_person_id WHERE day(dob) <> day(pers_dob);

-- name: a_census_and_the_case_system_agree_on_birth
-- says: A child's birth date in a census is the one of the case system.
-- break: census_child SET personbirthdate = '1999-01-01' WHERE personbirthdate <> ''
SELECT child, year FROM census_child JOIN ssd_person ON child = pers_person_id WHERE day(personbirthdate) <> day(pers_dob);

-- name: every_child_of_a_census_is_in_the_case_system
-- says: Every child of a census is in the person table.
-- break: census_child SET lachildid = 'nobody'
SELECT child, year FROM census_child LEFT JOIN ssd_person ON lachildid = pers_person_id WHERE pers_person_id IS NULL;

-- name: every_referral_of_a_census_is_in_the_case_system
-- says: Every referral of a census is a referral of the case system.
-- break: census_case SET cinreferraldate = '1999-01-01'
SELECT child, year, cinreferraldate FROM census_case LEFT JOIN ssd_cin_episodes
   ON child = cine_person_id AND day(cinreferraldate) = day(cine_referral_date) WHERE cine_referral_id IS NULL;

-- name: a_census_case_closes_after_it_opened
-- says: No case of a census is closed before its referral.
-- break: census_case SET cinclosuredate = '1999-01-01' WHERE cinclosuredate <> ''
SELECT child, year FROM census_case WHERE day(cinclosuredate) < day(cinreferraldate);

-- name: a_census_case_that_closed_says_why
-- says: A case of a census has a reason for closure if it has a date of it.
-- break: census_case SET reasonforclosure = '' WHERE reasonforclosure <> ''
SELECT child, year FROM census_case WHERE (cinclosuredate <> '') <> (reasonforclosure <> '');

-- name: a_census_assessment_is_authorised_after_it_began
-- says: No assessment of a census is authorised before it began.
-- break: census_assessment SET assessmentauthorisationdate = '1999-01-01' WHERE assessmentauthorisationdate <> ''
SELECT child, year FROM census_assessment WHERE day(assessmentauthorisationdate) < day(assessmentactualstartdate);

-- name: a_census_conference_follows_its_enquiry
-- says: No conference of a census is held before its enquiry began.
-- break: census_enquiry SET dateofinitialcpc = '1999-01-01' WHERE dateofinitialcpc <> ''
SELECT child, year FROM census_enquiry WHERE day(dateofinitialcpc) < day(s47actualstartdate);

-- name: a_census_plan_ends_after_it_began
-- says: No protection plan of a census ends before it began.
-- break: census_plan SET cppenddate = '1999-01-01' WHERE cppenddate <> ''
SELECT child, year FROM census_plan WHERE day(cppenddate) < day(cppstartdate);

-- name: a_census_review_lies_in_its_plan
-- says: A review of a census lies inside its plan.
-- break: census_review SET cppreviewdate = '1999-01-01'
SELECT child, year FROM census_review WHERE day(cppreviewdate) <= day(cppstartdate) OR day(cppreviewdate) > day(cppenddate);

-- name: a_child_of_the_inspectors_list_is_in_the_case_system
-- says: Every looked-after child of Annex A's list 8 is in the person table.
-- break: annex_a_list_8 SET child_unique_id = 'nobody'
SELECT child_unique_id FROM annex_a_list_8 LEFT JOIN ssd_person ON child_unique_id = pers_person_id
   WHERE child_unique_id <> '' AND pers_person_id IS NULL;

-- name: the_inspectors_list_agrees_on_entry_into_care
-- says: The day a child of list 8 entered care is an entry of the case system.
-- break: annex_a_list_8 SET date_started_to_be_looked_after = '01/01/1999'
SELECT child_unique_id FROM annex_a_list_8 WHERE child_unique_id <> '' AND NOT EXISTS (SELECT 1 FROM ssd_cla_episodes
   WHERE clae_person_id = child_unique_id AND day(clae_entered_care_date) = day(date_started_to_be_looked_after));
