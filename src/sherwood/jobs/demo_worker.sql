-- Grain: one row a worker and team, the worker whose day the demo shows for two kinds of work first.
-- Keys: worker_id, team_id.
-- Meaning: workers with such work to do, of these with a colleague in the team and at least six children without a restricted record on the data date, of these with work both overdue and due within four weeks, then with most due, then with most overdue.
with held as (
    select
        spell.worker_id,
        spell.team_id,
        spell.person_key
    from allocation as spell
    cross join build_facts as facts
    left join restriction as closed
        on closed.person_key = spell.person_key
    where spell.start_date <= facts.data_date
        and spell.through_date >= facts.data_date
        and spell.team_id is not null
        and closed.person_key is null
),
shared_team as (
    select team_id
    from held
    group by team_id
    having count(distinct worker_id) > 1
),
open_work as (
    select
        due.person_key,
        case when due.due_date < facts.data_date then 1 else 0 end as overdue
    from task as due
    cross join build_facts as facts
    where due.kind in ($kind, $other_kind)
        and due.done_date > facts.data_date
        and due.until_date > facts.data_date
        and date_diff('day', facts.data_date, due.due_date) <= 28
)
select
    held.worker_id,
    held.team_id,
    count(distinct held.person_key) as children,
    count(open_work.overdue) as due,
    sum(coalesce(open_work.overdue, 0)) as overdue
from held
left join shared_team
    on shared_team.team_id = held.team_id
left join open_work
    on open_work.person_key = held.person_key
group by
    held.worker_id,
    held.team_id
order by
    count(open_work.overdue) > 0 desc,
    count(distinct held.person_key) >= 6 and count(shared_team.team_id) > 0 desc,
    sum(coalesce(open_work.overdue, 0)) > 0 and sum(coalesce(open_work.overdue, 0)) < count(open_work.overdue) desc,
    count(open_work.overdue) desc,
    sum(coalesce(open_work.overdue, 0)) desc,
    held.worker_id
