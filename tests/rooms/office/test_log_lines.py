import logging
import sys

from hypothesis import given
from hypothesis import strategies as st

from sherwood.office import home_settings
from sherwood.office.log_lines import OneLine


def line(message, *args, exc_info=None):
    record = logging.LogRecord("sherwood.web", logging.ERROR, "file.py", 1, message, args, exc_info)
    return OneLine().format(record)


def test_a_line_says_when_in_utc_how_grave_and_where():
    words = line("refused page=%s", "audit").split()
    assert words[0].endswith("Z")
    assert words[1:] == ["ERROR", "sherwood.web", "refused", "page=audit"]


def test_a_traceback_with_its_values_never_reaches_the_log():
    try:
        raise ValueError("child 566910")
    except ValueError:
        text = line("a fault", exc_info=sys.exc_info())
    assert "566910" not in text
    assert "Traceback" not in text


@given(st.text())
def test_nobody_can_forge_a_second_line(text):
    assert line("said %s", text).isprintable()


def test_loggers_that_write_addresses_or_values_write_nowhere(home):
    loggers = home_settings.logging(home)["loggers"]
    assert loggers["django.request"]["handlers"] == loggers["django"]["handlers"] == ["nowhere"]
    assert loggers["axes"]["handlers"] == ["nowhere"]
