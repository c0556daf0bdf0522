-- Section 47 enquiries, conferences, protection plans, their reviews and visits.

-- name: an_enquiry_lies_in_its_case
-- says: An enquiry is of the referral's child and begins on or after the referral and before the case closes.
-- break: ssd_s47_enquiry SET s47e_s47_start_date = '1900-01-01'
SELECT s47e_s47_enquiry_id FROM ssd_s47_enquiry LEFT JOIN ssd_cin_episodes
   ON s47e_referral_id = cine_referral_id AND s47e_person_id = cine_person_id
   WHERE cine_referral_id IS NULL OR day(s47e_s47_start_date) < day(cine_referral_date)
   OR day(s47e_s47_start_date) > day(cine_close_date);

-- name: an_enquiry_ends_after_it_began
-- says: No enquiry ends before it began.
-- break: ssd_s47_enquiry SET s47e_s47_end_date = '1900-01-01'
SELECT s47e_s47_enquiry_id FROM ssd_s47_enquiry WHERE day(s47e_s47_end_date) < day(s47e_s47_start_date);

-- name: a_conference_follows_its_enquiry
-- says: An initial conference that names an enquiry is held on or after the enquiry's start.
-- break: ssd_initial_cp_conference SET icpc_icpc_date = '1900-01-01' WHERE icpc_s47_enquiry_id <> '' AND icpc_icpc_date <> ''
SELECT icpc_icpc_id FROM ssd_initial_cp_conference LEFT JOIN ssd_s47_enquiry ON icpc_s47_enquiry_id = s47e_s47_enquiry_id
   WHERE icpc_s47_enquiry_id <> '' AND (s47e_s47_enquiry_id IS NULL OR day(icpc_icpc_date) < day(s47e_s47_start_date));

-- name: a_conference_that_decides_on_a_plan_has_one
-- says: A conference says that a plan was made if it names the plan, and only then.
-- break: ssd_initial_cp_conference SET icpc_icpc_outcome_cp_flag = 'N' WHERE icpc_cp_plan_id <> ''
SELECT icpc_icpc_id FROM ssd_initial_cp_conference LEFT JOIN ssd_cp_plans ON icpc_cp_plan_id = cppl_cp_plan_id
   WHERE (icpc_icpc_outcome_cp_flag = 'Y') <> (cppl_cp_plan_id IS NOT NULL);

-- name: a_plan_begins_with_its_conference
-- says: A protection plan begins on the day of the conference it names.
-- break: ssd_cp_plans SET cppl_cp_plan_start_date = '1900-01-01' WHERE cppl_icpc_id <> ''
SELECT cppl_cp_plan_id FROM ssd_cp_plans LEFT JOIN ssd_initial_cp_conference ON cppl_icpc_id = icpc_icpc_id
   WHERE cppl_icpc_id <> '' AND (icpc_icpc_id IS NULL OR day(cppl_cp_plan_start_date) <> day(icpc_icpc_date));

-- name: a_protection_plan_ends_after_it_began
-- says: No protection plan ends before it began.
-- break: ssd_cp_plans SET cppl_cp_plan_end_date = '1900-01-01'
SELECT cppl_cp_plan_id FROM ssd_cp_plans WHERE day(cppl_cp_plan_end_date) < day(cppl_cp_plan_start_date);

-- name: one_protection_plan_at_a_time
-- says: A child's protection plans do not overlap.
-- break: ssd_cp_plans SET cppl_cp_plan_end_date = '' WHERE cppl_person_id IN (SELECT cppl_person_id FROM ssd_cp_plans GROUP BY 1 HAVING count(*) > 1)
SELECT a.cppl_cp_plan_id, b.cppl_cp_plan_id FROM ssd_cp_plans a JOIN ssd_cp_plans b
   ON a.cppl_person_id = b.cppl_person_id AND a.cppl_cp_plan_id < b.cppl_cp_plan_id
   AND day(a.cppl_cp_plan_start_date) < coalesce(day(b.cppl_cp_plan_end_date), DATE '9999-01-01')
   AND day(b.cppl_cp_plan_start_date) < coalesce(day(a.cppl_cp_plan_end_date), DATE '9999-01-01');

-- name: no_review_before_its_plan
-- says: A protection plan's review is held after the day the plan began.
-- break: ssd_cp_reviews SET cppr_cp_review_date = '1900-01-01'
SELECT cppr_cp_review_id FROM ssd_cp_reviews LEFT JOIN ssd_cp_plans ON cppr_cp_plan_id = cppl_cp_plan_id
   WHERE cppl_cp_plan_id IS NULL OR day(cppr_cp_review_date) <= day(cppl_cp_plan_start_date);

-- name: no_review_after_its_plan
-- says: No protection plan is reviewed once it has ended.
-- break: ssd_cp_reviews SET cppr_cp_review_date = '2098-01-01' WHERE cppr_cp_plan_id IN (SELECT cppl_cp_plan_id FROM ssd_cp_plans WHERE cppl_cp_plan_end_date <> '')
SELECT cppr_cp_review_id FROM ssd_cp_reviews JOIN ssd_cp_plans ON cppr_cp_plan_id = cppl_cp_plan_id
   WHERE day(cppr_cp_review_date) > day(cppl_cp_plan_end_date);

-- name: one_review_a_day
-- says: A plan is reviewed once on a day.
-- break: ssd_cp_reviews REPEAT
SELECT cppr_cp_plan_id, cppr_cp_review_date FROM ssd_cp_reviews GROUP BY 1, 2 HAVING count(*) > 1;

-- name: a_visit_lies_in_its_protection_plan
-- says: Every visit to a child on a plan lies between the plan's first and last day.
-- break: ssd_cp_visits SET cppv_cp_visit_date = '1900-01-01'
SELECT cppv_cp_visit_id FROM ssd_cp_visits LEFT JOIN ssd_cp_plans ON cppv_cp_plan_id = cppl_cp_plan_id
   WHERE cppl_cp_plan_id IS NULL OR day(cppv_cp_visit_date) NOT BETWEEN day(cppl_cp_plan_start_date)
   AND coalesce(day(cppl_cp_plan_end_date), DATE '9999-01-01');

-- name: an_involvement_ends_after_it_began
-- says: Nobody ceases to hold a child before beginning to.
-- break: ssd_involvements SET invo_involvement_end_date = '1900-01-01'
SELECT invo_involvements_id FROM ssd_involvements WHERE day(invo_involvement_end_date) < day(invo_involvement_start_date);

-- name: a_worker_is_a_professional
-- says: Every worker who holds a child is among the professionals.
-- break: ssd_involvements SET invo_professional_id = 'nobody'
SELECT invo_involvements_id FROM ssd_involvements LEFT JOIN ssd_professionals ON invo_professional_id = prof_professional_id
   WHERE invo_professional_id <> '' AND prof_professional_id IS NULL;

-- name: one_allocated_worker_at_a_time
-- says: A child has one allocated worker at a time.
-- break: ssd_involvements SET invo_involvement_end_date = '' WHERE invo_person_id IN (SELECT invo_person_id FROM ssd_involvements GROUP BY 1 HAVING count(*) > 1)
SELECT a.invo_involvements_id, b.invo_involvements_id FROM ssd_involvements a JOIN ssd_involvements b
   ON a.invo_person_id = b.invo_person_id AND a.invo_involvements_id < b.invo_involvements_id
   AND a.invo_professional_role_id = 'Allocated Worker' AND b.invo_professional_role_id = 'Allocated Worker'
   AND day(a.invo_involvement_start_date) < coalesce(day(b.invo_involvement_end_date), DATE '9999-01-01')
   AND day(b.invo_involvement_start_date) < coalesce(day(a.invo_involvement_end_date), DATE '9999-01-01');
