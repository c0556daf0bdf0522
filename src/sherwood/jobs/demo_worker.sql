-- Grain: one row, the worker whose day the demo shows.
-- Keys: worker_id.
-- Meaning: of workers with a colleague in the team who hold at least six children without a restricted record on the data date, the one with most reviews overdue, then with most due within four weeks.
with held as (
    select
        spell.worker_id,
        spell.team_id,
        spell.person_key
    from allocation as spell
    cross join build_facts as facts
    where spell.start_date <= facts.data_date
        and spell.through_date >= facts.data_date
        and spell.team_id is not null
),
shared_team as (
    select team_id
    from held
    group by team_id
    having count(distinct worker_id) > 1
)
select
    held.worker_id,
    count(distinct held.person_key) as children,
    count(due.due_date) as reviews
from held
cross join build_facts as facts
left join shared_team
    on shared_team.team_id = held.team_id
left join review_due as due
    on due.person_key = held.person_key
    and due.held_date > facts.data_date
    and due.until_date > facts.data_date
    and date_diff('day', facts.data_date, due.due_date) <= 28
left join restriction as closed
    on closed.person_key = held.person_key
where closed.person_key is null
group by held.worker_id
order by
    count(distinct held.person_key) >= 6 and count(shared_team.team_id) > 0 desc,
    sum(case when due.due_date < facts.data_date then 1 else 0 end) desc,
    count(due.due_date) desc,
    held.worker_id
limit 1
