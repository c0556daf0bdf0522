from sherwood.jobs.progress import Timed, quiet


def test_the_seconds_of_a_stage_are_added_up_over_its_steps():
    now = iter([0.0, 1.0, 3.0, 6.0, 10.0, 15.0])
    timed = Timed(clock=lambda: next(now))
    timed("build", "episode", 0, 2)
    timed("check", "episodes_lost", 0, 1)
    timed("build", "review", 1, 2)
    timed("build", "", 2, 2)
    assert timed.seconds() == {"build": 2.0 + 4.0 + 5.0, "check": 3.0}


def test_time_before_the_first_stage_belongs_to_none():
    now = iter([0.0, 100.0, 101.0])
    timed = Timed(clock=lambda: next(now))
    timed("link", "", 0, 1)
    assert timed.seconds() == {"link": 1.0}


def test_what_is_told_goes_on_as_it_came():
    told = []
    timed = Timed(lambda *each: told.append(each))
    timed("build", "episode", 3, 7)
    assert told == [("build", "episode", 3, 7)]


def test_quiet_says_nothing(capsys):
    quiet("build", "episode", 0, 1)
    assert capsys.readouterr() == ("", "")
