-- Posts, who holds them, absences, and whose children they have.

-- name: a_worker_holds_a_post_that_there_is
-- says: Everybody employed holds a post of the list.
-- break: workforce_people SET post = 'none'
SELECT p.worker, p.post FROM workforce_people p LEFT JOIN workforce_posts USING (post) WHERE team IS NULL;

-- name: employment_ends_after_it_began
-- says: Nobody leaves a post before coming to it.
-- break: workforce_people SET "end" = '1999-01-01'
SELECT worker, post FROM workforce_people WHERE day("end") < day(start);

-- name: one_worker_in_a_post_at_a_time
-- says: Two people do not hold one post on the same day.
-- break: workforce_people REPEAT
SELECT a.post, a.worker, b.worker FROM workforce_people a JOIN workforce_people b ON a.post = b.post AND a._row::INT < b._row::INT
   AND day(a.start) < coalesce(day(b."end"), DATE '9999-01-01') AND day(b.start) < coalesce(day(a."end"), DATE '9999-01-01');

-- name: an_absence_ends_after_it_began
-- says: No absence ends before its first day.
-- break: workforce_absences SET last_day = '1999-01-01' WHERE last_day <> ''
SELECT worker, first_day FROM workforce_absences WHERE day(last_day) < day(first_day);

-- name: an_absence_lies_in_employment
-- says: A worker is absent from a post held on the absence's first day and until its last.
-- break: workforce_absences SET first_day = '1999-01-01'
SELECT a.worker, a.first_day, a.last_day FROM workforce_absences a WHERE NOT EXISTS (SELECT 1 FROM workforce_people p WHERE p.worker = a.worker
   AND day(a.first_day) BETWEEN day(p.start) AND coalesce(day(p."end"), DATE '9999-01-01')
   AND coalesce(day(a.last_day), day(a.first_day)) <= coalesce(day(p."end"), DATE '9999-01-01'));

-- name: one_absence_at_a_time
-- says: A worker's absences do not overlap.
-- break: workforce_absences REPEAT
SELECT a.worker, a.first_day, b.first_day FROM workforce_absences a JOIN workforce_absences b ON a.worker = b.worker AND a._row::INT < b._row::INT
   AND day(a.first_day) <= coalesce(day(b.last_day), DATE '9999-01-01') AND day(b.first_day) <= coalesce(day(a.last_day), DATE '9999-01-01');

-- name: a_post_is_of_a_team
-- says: The team of every post is a department of the case system.
-- break: workforce_posts SET team = 'none'
SELECT post, team FROM workforce_posts LEFT JOIN ssd_department ON team = dept_team_id WHERE dept_team_id IS NULL;

-- name: children_are_held_by_workers_in_post
-- says: A worker of the workforce list has children only between coming and leaving.
-- break: ssd_involvements SET invo_involvement_start_date = '1999-01-01' WHERE invo_professional_id IN (SELECT worker FROM workforce_people)
SELECT invo_involvements_id, invo_professional_id FROM ssd_involvements WHERE invo_professional_id IN (SELECT worker FROM workforce_people)
   AND NOT EXISTS (SELECT 1 FROM workforce_people WHERE worker = invo_professional_id AND day(invo_involvement_start_date)
   BETWEEN day(start) AND coalesce(day("end"), DATE '9999-01-01')
   AND coalesce(day(invo_involvement_end_date), day(invo_involvement_start_date)) <= coalesce(day("end") + 1, DATE '9999-01-01'));
