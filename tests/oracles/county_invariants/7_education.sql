-- Schools, their registers and censuses, exclusions, special needs, virtual school and young people out of school.

-- name: half_terms_follow_each_other
-- says: A half term ends after it began, and before the next of its school year begins.
-- break: school_calendar_terms SET last_day = '01/01/1900'
SELECT a.school_year, a.half_term FROM school_calendar_terms a LEFT JOIN school_calendar_terms b
   ON a.school_year = b.school_year AND a.half_term::INT + 1 = b.half_term::INT
   WHERE day(a.last_day) < day(a.first_day) OR day(b.first_day) <= day(a.last_day);

-- name: a_training_day_lies_in_a_term
-- says: A school trains its staff on a day of a half term.
-- break: school_calendar_training_days SET date = '25/12/2019'
SELECT urn, date FROM school_calendar_training_days WHERE NOT EXISTS (SELECT 1 FROM school_calendar_terms
   WHERE day(date) BETWEEN day(first_day) AND day(last_day));

-- name: a_pupil_is_on_the_main_roll_of_one_school
-- says: In one census a pupil number is on the main roll of one school.
-- clean: numbers are mistyped on purpose elsewhere
-- break: school_census_pupilonroll REPEAT WHERE upn <> ''
SELECT census, upn FROM school_census_pupilonroll WHERE upn <> '' AND enrolstatus IN ('C', 'M') GROUP BY 1, 2 HAVING count(*) > 1;

-- name: nobody_is_at_school_before_four
-- says: Everybody on a census's roll is four or older on its day.
-- clean: birth dates are mistyped on purpose elsewhere
-- break: school_census_pupilonroll SET dob = '2025-Jan-01 00:00:00'
SELECT p.census, p.upn, p.dob FROM school_census_pupilonroll p JOIN school_census_schoolcensus c ON p.nativeid = c.nativeid AND p.census = c.census
   WHERE day(p.dob) + INTERVAL 4 YEAR > day(c.referencedate);

-- name: a_pupil_is_counted_after_entry
-- says: Who is on a census's roll entered the school by its day.
-- break: school_census_pupilonroll SET entrydate = '2099-Jan-01 00:00:00'
SELECT p.census, p.upn FROM school_census_pupilonroll p JOIN school_census_schoolcensus c ON p.nativeid = c.nativeid AND p.census = c.census
   WHERE day(p.entrydate) > day(c.referencedate);

-- name: a_pupil_leaves_between_entry_and_the_census
-- says: Who is no longer on the roll left after entering and before the census's day.
-- break: school_census_pupilnolongeronroll SET leavingdate = '2099-Jan-01 00:00:00'
SELECT p.census, p.upn FROM school_census_pupilnolongeronroll p JOIN school_census_schoolcensus c ON p.nativeid = c.nativeid AND p.census = c.census
   WHERE day(p.leavingdate) < day(p.entrydate) OR day(p.leavingdate) > day(c.referencedate);

-- name: no_census_row_of_a_pupil_who_left
-- says: Who left a school is not on its roll later, unless entered anew.
-- break: school_census_pupilnolongeronroll SET leavingdate = entrydate WHERE pupilnolongeronrolltableid || split_part(nativeid, '-', 1) IN (SELECT pupilonrolltableid || split_part(nativeid, '-', 1) FROM school_census_pupilonroll)
SELECT p.census, p.pupilonrolltableid FROM school_census_pupilonroll p JOIN school_census_schoolcensus c ON p.nativeid = c.nativeid AND p.census = c.census
   JOIN school_census_pupilnolongeronroll l ON p.pupilonrolltableid = l.pupilnolongeronrolltableid
   AND split_part(p.nativeid, '-', 1) = split_part(l.nativeid, '-', 1)
   WHERE day(l.leavingdate) < day(c.referencedate) AND day(p.entrydate) <= day(l.leavingdate);

-- name: no_more_sessions_missed_than_possible
-- says: A pupil misses no more sessions of a term than there were.
-- break: school_census_termlysessiondetailsonroll SET sessions = '999'
SELECT census, pupilonrolltableid FROM school_census_termlysessiondetailsonroll d JOIN school_census_pupilonroll p
   USING (census, nativeid, pupilonrolltableid) GROUP BY ALL HAVING sum(d.sessions::INT) > any_value(p.termlysessionspossible::INT);

-- name: free_meals_end_after_they_began
-- says: No period of free school meals ends before it began.
-- break: school_census_fsmperiod SET fsmenddate = '1900-Jan-01 00:00:00'
SELECT census, pupilonrolltableid FROM school_census_fsmperiod WHERE day(fsmenddate) < day(fsmstartdate);

-- name: a_suspension_of_the_census_lies_in_the_enrolment
-- says: A suspension of a pupil on the roll began on or after entry and by the census's day.
-- break: school_census_termlyexclusionsonroll SET startdate = '1900-Jan-01 00:00:00'
SELECT e.census, e.pupilonrolltableid, e.startdate FROM school_census_termlyexclusionsonroll e JOIN school_census_pupilonroll p
   USING (census, nativeid, pupilonrolltableid) JOIN school_census_schoolcensus c ON p.nativeid = c.nativeid AND p.census = c.census
   WHERE day(e.startdate) < day(p.entrydate) OR day(e.startdate) > day(c.referencedate);

-- name: an_exclusion_begins_in_a_term
-- says: A notice of exclusion begins on a day of a half term.
-- break: exclusions_notices SET "from" = '25/12/2019'
SELECT notice, "from" FROM exclusions_notices WHERE NOT EXISTS (SELECT 1 FROM school_calendar_terms
   WHERE day("from") BETWEEN day(first_day) AND day(last_day));

-- name: a_notice_of_exclusion_comes_after_its_first_day
-- says: The authority is told of an exclusion, and governors meet about it, no earlier than it begins.
-- break: exclusions_notices SET notified = '01/01/1900'
SELECT notice FROM exclusions_notices WHERE day(notified) < day("from") OR day(governors_met) < day("from");

-- name: a_pupil_is_excluded_from_a_school_attended
-- says: A pupil whose register is kept is excluded in its year from a school between admission to it and leaving; before, an earlier time there may be meant.
-- clean: pupil numbers are mistyped on purpose elsewhere
-- break: exclusions_notices SET "from" = '01/01/1900' WHERE (upn, school_urn) IN (SELECT (upn, urn) FROM attendance_daily_pupils)
SELECT notice, x.upn, "from" FROM exclusions_notices x WHERE upn <> ''
   AND EXISTS (SELECT 1 FROM attendance_daily_pupils p WHERE p.upn = x.upn AND p.urn = x.school_urn)
   AND NOT EXISTS (SELECT 1 FROM attendance_daily_pupils p WHERE p.upn = x.upn AND p.urn = x.school_urn
   AND day(x."from") BETWEEN day(p.admitted) AND coalesce(day(p.left), DATE '9999-01-01'))
   AND NOT day(x."from") BETWEEN DATE '2000-01-01' AND (SELECT min(day(week_beginning)) FROM attendance_daily_registers);

-- name: a_register_is_of_a_week_of_ten_sessions
-- says: A row of the register begins on a Monday and has ten marks.
-- break: attendance_daily_registers SET marks = '//'
SELECT pupil_no, week_beginning FROM attendance_daily_registers WHERE length(marks) <> 10 OR isodow(day(week_beginning)) <> 1;

-- name: attendance_is_marked_in_terms
-- says: No session outside a half term has a mark.
-- break: attendance_daily_registers SET week_beginning = '2019-08-05'
SELECT pupil_no, week_beginning FROM (SELECT *, day(week_beginning) + d::INT AS dated, substr(marks, 2 * d::INT + 1, 2) AS marked
   FROM attendance_daily_registers, range(5) AS days(d)) WHERE marked <> '--' AND NOT EXISTS (SELECT 1 FROM school_calendar_terms
   WHERE dated BETWEEN day(first_day) AND day(last_day));

-- name: nobody_attends_on_a_training_day
-- says: On a school's training day nobody is marked as there or away.
-- break: attendance_daily_registers SET marks = '//////////' WHERE marks LIKE '%##%'
SELECT r.pupil_no, r.week_beginning, r.marks FROM attendance_daily_registers r JOIN school_calendar_training_days t
   ON r.urn = t.urn AND day(t.date) BETWEEN day(r.week_beginning) AND day(r.week_beginning) + 4
   WHERE substr(r.marks, 2 * (day(t.date) - day(r.week_beginning)) + 1, 2) NOT IN ('--', '##', 'ZZ');

-- name: attendance_is_of_an_enrolment
-- says: A week of the register is of a pupil admitted to the school by its end who had not left before it.
-- break: attendance_daily_registers SET pupil_no = 'nobody'
SELECT r.pupil_no, r.urn, r.week_beginning FROM attendance_daily_registers r WHERE NOT EXISTS (SELECT 1 FROM attendance_daily_pupils p
   WHERE p.pupil_no = r.pupil_no AND p.urn = r.urn AND day(p.admitted) <= day(r.week_beginning) + 4
   AND coalesce(day(p.left), DATE '9999-01-01') >= day(r.week_beginning));

-- name: a_request_for_an_assessment_goes_step_by_step
-- says: A request for an education, health and care assessment is decided after it came and has its outcome after that.
-- break: sen2_requests SET decided = '1900-01-01' WHERE decided <> ''
SELECT request FROM sen2_requests WHERE day(decided) < day(received) OR day(outcome_date) < coalesce(day(decided), day(received));

-- name: a_plan_of_special_needs_ceases_after_its_issue
-- says: A plan ceases no earlier than it was issued, and says why.
-- break: sen2_plans SET ceased = '1900-01-01'
SELECT plan FROM sen2_plans WHERE day(ceased) < day(issued) OR (ceased <> '') <> (why <> '');

-- name: a_plan_of_special_needs_is_of_a_young_person
-- says: A plan is issued after birth and before the twenty-fifth birthday.
-- clean: birth dates are mistyped on purpose elsewhere
-- break: sen2_plans SET dob = '1960-01-01'
SELECT plan, dob, issued FROM sen2_plans WHERE day(issued) < day(dob) OR day(issued) >= day(dob) + INTERVAL 25 YEAR;

-- name: a_review_of_special_needs_is_of_a_plan
-- says: A plan is reviewed between its issue and its end.
-- break: sen2_reviews SET held = '1900-01-01'
SELECT r.plan, r.held FROM sen2_reviews r LEFT JOIN sen2_plans p ON r.plan = p.plan
   WHERE p.plan IS NULL OR day(r.held) < day(p.issued) OR day(r.held) > day(p.ceased);

-- name: an_activity_is_confirmed_after_it_began
-- says: What a young person is known to do was confirmed no earlier than it began, and no later than the list was drawn.
-- break: neet_clients SET confirmed = '01/01/1900' WHERE confirmed <> ''
SELECT client_id FROM neet_clients WHERE (day(confirmed) < day(since) AND activity NOT LIKE '8%') OR day(confirmed) > day(_drop);

-- name: an_education_plan_is_met_about_before_it_is_judged
-- says: A personal education plan has a quality and a child who attended only once its meeting was held.
-- break: pep_attainment_peps SET quality = 'good' WHERE pep_date = ''
SELECT pupil_ref, due FROM pep_attainment_peps WHERE pep_date = '' AND (quality <> '' OR child_attended <> '');

-- name: an_education_plan_is_due_in_its_school_year
-- says: A personal education plan is due between the first and the last day of its school year.
-- break: pep_attainment_peps SET due = '01/01/1900'
SELECT p.pupil_ref, p.due FROM pep_attainment_peps p JOIN (SELECT school_year, min(day(first_day)) AS begins, max(day(last_day)) AS ends
   FROM school_calendar_terms GROUP BY 1) USING (school_year) WHERE day(p.due) NOT BETWEEN begins AND ends;
