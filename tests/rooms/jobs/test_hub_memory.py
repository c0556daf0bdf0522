"""What forecasts learnt is kept in the cache for other processes; a memory that is broken or not there costs time alone."""

import pytest

from sherwood.definitions.home import Home
from sherwood.jobs import hub_memory


@pytest.fixture
def mind(monkeypatch):
    """A memory of words that stands in for the forecaster's: what it holds, and what it learns when told to."""

    class Mind:
        def __init__(self):
            self.holds, self.learnt, self.recalled = "", 0, []

        def learn(self, words):
            self.holds, self.learnt = words, self.learnt + 1

        def recall(self, text):
            if text == "broken":
                raise ValueError(text)
            self.recalled.append(text)

        def told(self):
            return self.holds

        def worked_out(self):
            return self.learnt

    mind = Mind()
    monkeypatch.setattr(hub_memory, "memory", mind)
    monkeypatch.setattr(hub_memory, "_SEEN", {})
    return mind


@pytest.fixture
def home(tmp_path):
    return Home.at(tmp_path)


def kept(home):
    return home.cache / "forecasts" / "local.json"


def test_what_is_learnt_is_written_and_recalled_by_the_next_process(home, mind, monkeypatch):
    with hub_memory.remembering(home, "local"):
        mind.learn("sizes")
    assert kept(home).read_text() == "sizes"
    monkeypatch.setattr(hub_memory, "_SEEN", {})
    with hub_memory.remembering(home, "local"):
        assert mind.recalled == ["sizes"]


def test_what_this_process_wrote_or_read_itself_is_not_read_again(home, mind):
    for words in ("first", "second"):
        with hub_memory.remembering(home, "local"):
            mind.learn(words)
    assert mind.recalled == []


def test_nothing_is_written_where_nothing_was_learnt(home, mind):
    with hub_memory.remembering(home, "local"):
        pass
    assert not kept(home).exists()


def test_a_broken_memory_is_learnt_and_written_anew(home, mind):
    kept(home).parent.mkdir(parents=True)
    kept(home).write_text("broken")
    with hub_memory.remembering(home, "local"):
        mind.learn("anew")
    assert kept(home).read_text() == "anew"
    assert [each.name for each in kept(home).parent.iterdir()] == ["local.json"]


def test_each_authority_has_a_memory_of_its_own(home, mind):
    with hub_memory.remembering(home, "north"):
        mind.learn("of the north")
    with hub_memory.remembering(home, "local"):
        assert mind.recalled == []
