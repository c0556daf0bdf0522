-- Grain: one row, the worker whose day the demo shows.
-- Keys: worker_id.
-- Meaning: of workers who hold at least eight children without a restricted record on the data date, the one with most reviews overdue, then with most due within four weeks.
select
    held.worker_id,
    count(distinct held.person_key) as children,
    count(due.due_date) as reviews
from allocation as held
cross join build_facts as facts
left join review_due as due
    on due.person_key = held.person_key
    and due.held_date > facts.data_date
    and due.until_date > facts.data_date
    and date_diff('day', facts.data_date, due.due_date) <= 28
left join restriction as closed
    on closed.person_key = held.person_key
where held.start_date <= facts.data_date
    and held.through_date >= facts.data_date
    and held.team_id is not null
    and closed.person_key is null
group by held.worker_id
order by
    count(distinct held.person_key) >= 8 desc,
    sum(case when due.due_date < facts.data_date then 1 else 0 end) desc,
    count(due.due_date) desc,
    held.worker_id
limit 1
