-- Partners' own lists: what each row must keep to, whatever the mess of names and numbers in it.

-- name: a_contact_of_the_hub_is_decided_after_it_came
-- says: The hub's log decides on a contact no earlier than it was received, to the minute.
-- break: mash_log_contacts SET decided = '1900-01-01' WHERE decided <> ''
SELECT contact_no FROM mash_log_contacts WHERE decided <> '' AND decided || decided_at < received || received_at;

-- name: a_rating_is_of_a_contact
-- says: Every rating of the hub's log is of a contact in it, and no earlier than the contact.
-- break: mash_log_ratings SET rated = '1900-01-01'
SELECT r.contact_no FROM mash_log_ratings r LEFT JOIN mash_log_contacts c ON r.contact_no = c.contact_no
   WHERE c.contact_no IS NULL OR rated || rated_at < received || received_at;

-- name: a_partner_replies_after_being_asked
-- says: No partner replies before being asked.
-- break: mash_log_requests SET replied = '1900-01-01' WHERE replied <> ''
SELECT contact_no FROM mash_log_requests WHERE replied <> '' AND replied || replied_at < asked || asked_at;

-- name: early_help_of_the_register_ends_after_it_began
-- says: A case of the early help register is assessed after it began and ends after that.
-- break: early_help_cases SET "end" = '01/01/1900'
SELECT eh_case FROM early_help_cases WHERE day("end") < day(start) OR day(assessment_completed) < day(start)
   OR day(assessment_completed) > day("end");

-- name: an_allegation_comes_after_the_employer_knew
-- says: An allegation is referred no earlier than the employer knew of it, and closed no earlier than that.
-- break: lado_allegations SET date_closed = '01/01/1900' WHERE date_closed <> ''
SELECT lado_reference FROM lado_allegations WHERE day(date_of_referral) < day(employer_aware)
   OR day(first_meeting) < day(date_of_referral) OR day(date_closed) < day(date_of_referral);

-- name: private_fostering_is_visited_once_known
-- says: The authority visits a privately fostered child no earlier than it knew, and the arrangement ends after it began.
-- break: private_fostering_arrangements SET ended = '01/01/1900' WHERE ended <> ''
SELECT pf_number FROM private_fostering_arrangements WHERE day(ended) < day(arrangement_began) OR day(first_visit) < day(la_aware);

-- name: a_private_fostering_visit_is_of_an_arrangement
-- says: Every visit is to an arrangement on the register.
-- break: private_fostering_visits SET pf_number = 'none'
SELECT v.pf_number FROM private_fostering_visits v LEFT JOIN private_fostering_arrangements a ON v.pf_number = a.pf_number
   WHERE a.pf_number IS NULL;

-- name: pre_proceedings_end_after_they_began
-- says: In one legal case pre-proceedings end no earlier than they began.
-- break: court_stages SET date = '01/01/1960' WHERE stage = 'pre_proceedings_ended'
SELECT a.legal_case FROM court_stages a JOIN court_stages b ON a.legal_case = b.legal_case AND a.client_ref = b.client_ref
   WHERE a.stage = 'pre_proceedings' AND b.stage = 'pre_proceedings_ended' GROUP BY a.legal_case, a.client_ref
   HAVING max(day(b.date)) < min(day(a.date));

-- name: carers_are_approved_step_by_step
-- says: A fostering household enquires, applies, is approved and leaves in this order.
-- break: fostering_households SET approved = '01/01/1900' WHERE approved <> ''
SELECT household FROM fostering_households WHERE day(application) < day(enquiry) OR day(approved) < day(application)
   OR day("left") < day(approved);

-- name: a_fostering_place_is_of_a_household
-- says: The places of a month are of a household on the register, and none is less than nothing.
-- break: fostering_places SET filled = '-1'
SELECT p.household FROM fostering_places p LEFT JOIN fostering_households h ON p.household = h.household
   WHERE h.household IS NULL OR filled::INT < 0 OR vacant::INT < 0 OR unavailable::INT < 0;

-- name: a_panel_is_followed_by_its_decision
-- says: The decision on a panel's item is made on or after the panel.
-- break: adoption_panel_items SET decision_date = '01/01/1960' WHERE decision_date <> ''
SELECT item FROM adoption_panel_items WHERE day(decision_date) < day(panel_date);

-- name: a_health_service_number_has_its_check_digit
-- says: The NHS numbers of the health service's list are right by modulus 11.
-- clean: digits are mistyped on purpose elsewhere
-- break: health_cla_checks SET nhs_number = '1234567890' WHERE nhs_number <> ''
SELECT cla_health_ref, nhs_number FROM health_cla_checks WHERE nhs_number <> ''
   AND (11 - nhs_left(left(nhs_number, 9) || '0')) % 11 <> right(nhs_number, 1)::INT;

-- name: a_complaint_is_answered_after_it_came
-- says: No complaint is answered before it was received.
-- break: quality_complaints SET answered = '01/01/1900' WHERE answered <> ''
SELECT complaint FROM quality_complaints WHERE day(answered) < day(received);

-- name: who_is_supervised_is_a_professional
-- says: Every worker supervised is among the professionals of the case system.
-- break: quality_supervision SET worker = 'nobody'
SELECT worker FROM quality_supervision LEFT JOIN ssd_professionals ON worker = prof_professional_id WHERE prof_professional_id IS NULL;

-- name: a_placement_is_paid_from_first_to_last
-- says: A purchase order does not end before it begins, and costs something.
-- break: placement_finance_purchases SET "to" = '01/01/1900' WHERE "to" <> ''
SELECT purchase_order FROM placement_finance_purchases WHERE day("to") < day("from") OR weekly_cost::DOUBLE <= 0;
