import datetime as dt

import pytest

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def job_runs(home):
    from sherwood.office import job_runs

    return job_runs


def test_a_job_that_never_ran_has_no_last_run(job_runs):
    assert job_runs.last("refresh") is None
    assert job_runs.latest() == ()


def test_a_started_run_is_running_until_it_ends(job_runs):
    number = job_runs.start("refresh")
    run = job_runs.last("refresh")
    assert (run.id, run.state, run.finished) == (number, "running", None)
    assert run.started.utcoffset() == dt.timedelta(0)


def test_a_finished_run_keeps_its_summary_and_times(job_runs):
    job_runs.finish(job_runs.start("refresh"), "done", {"rows": 3})
    run = job_runs.last("refresh")
    assert run.state == "done"
    assert dict(run.summary) == {"rows": 3}
    assert run.started <= run.finished


def test_last_run_in_a_state_looks_past_later_failures(job_runs):
    good = job_runs.start("refresh")
    job_runs.finish(good, "done")
    job_runs.finish(job_runs.start("refresh"), "failed", {"why": "disk full"})
    assert job_runs.last("refresh").state == "failed"
    assert job_runs.last("refresh", "done").id == good


def test_jobs_do_not_share_their_runs_and_latest_lists_them_all(job_runs):
    refresh, backup = job_runs.start("refresh"), job_runs.start("backup")
    assert job_runs.last("refresh").id == refresh
    assert [each.id for each in job_runs.latest()] == [backup, refresh]
    assert len(job_runs.latest(1)) == 1
