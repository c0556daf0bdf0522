"""The `sherwood` command: finds the sub-command, and turns problems into messages and exit codes.

Exit codes: 0 done, 1 the input or the data is wrong, 2 wrong use, 3 a fault of Sherwood.
"""

from __future__ import annotations

import errno
import gc
import importlib
import sys
from typing import Any, NoReturn

import click

from sherwood.cli.faults import report_fault
from sherwood.definitions.errors import Problem
from sherwood.definitions.home import keep_private

NOT_ALLOWED = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.ENOTDIR, errno.EISDIR}
COMMANDS = {
    "audit": ("sherwood.cli.audit", "audit", "Check the trail; who was shown whom; unusual access."),
    "backup": ("sherwood.cli.keeping", "backup", "Write one encrypted archive of what can't be derived."),
    "build": ("sherwood.cli.data", "build", "Build the warehouse from what has been loaded."),
    "check": ("sherwood.cli.data", "check", "Check the catalogue and the council's settings."),
    "county": ("sherwood.cli.county", "county", "Make a synthetic county, or report on one."),
    "deliver": ("sherwood.cli.site", "deliver", "Send by mail what people asked to be sent."),
    "demo": ("sherwood.cli.site", "demo", "A made-up county, loaded, built and served."),
    "erase": ("sherwood.cli.keeping", "erase", "Erase a person from everything that is held."),
    "export": ("sherwood.cli.export", "export", "Write a statutory return from the warehouse."),
    "families": ("sherwood.cli.families", "families", "Families a programme is for, with the evidence."),
    "forecast": ("sherwood.cli.forecast", "forecast", "Forecast the hub's demand, or anybody's own series."),
    "findings": ("sherwood.cli.findings", "findings", "Tell change from chance: charts, funnels, the scan."),
    "identity": ("sherwood.cli.identity", "identity", "Who is who across feeds; list and decide the pairs that wait."),
    "init": ("sherwood.cli.begin", "init", "Begin a council's home: settings, secrets, first administrator."),
    "lineage": ("sherwood.cli.lineage", "lineage", "Follow a figure to its files and lines, or a file to its figures."),
    "load": ("sherwood.cli.data", "load", "Land files or folders; the format is recognised."),
    "measure": ("sherwood.cli.figures", "measure", "List, explain and work out measures."),
    "pack": ("sherwood.cli.packs", "pack", "Papers for committees, kept as they were issued."),
    "pool": ("sherwood.cli.pool", "pool", "Counts of several authorities together."),
    "quality": ("sherwood.cli.quality", "quality", "Ask the rules of returns of what was submitted."),
    "record": ("sherwood.cli.people", "record", "Restrict a record, or grant it to a named person."),
    "refresh": ("sherwood.cli.data", "refresh", "Load the inbox, then build."),
    "register": ("sherwood.cli.register", "register", "Which analytics, prediction and AI are used, and how."),
    "rejected": ("sherwood.cli.data", "rejected", "List every rejected row and every cell that was emptied."),
    "report": ("sherwood.cli.figures", "report", "List, explain and export reports."),
    "restore": ("sherwood.cli.keeping", "restore", "Put a backup into an empty home."),
    "retention": ("sherwood.cli.retention", "retention", "Which records are due to be let go, and letting them go."),
    "serve": ("sherwood.cli.site", "serve", "Serve the website."),
    "status": ("sherwood.cli.data", "status", "What is loaded, how fresh, and the last runs."),
    "subject": ("sherwood.cli.keeping", "subject", "Everything held on one person, for review."),
    "upgrade": ("sherwood.cli.site", "upgrade", "Copy the office, then bring it up to date."),
    "user": ("sherwood.cli.people", "user", "Accounts, their roles, and cover for colleagues."),
    "verify": ("sherwood.cli.keeping", "verify", "Open a backup and check every file in it."),
    "work": ("sherwood.cli.site", "work", "Run the scheduler: refresh at the council's times."),
}


class LazyGroup(click.Group):
    """A group whose commands are imported only when they run, so that `--help` is instant."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: D102 - click's own contract
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: D102 - click's own contract
        if cmd_name not in COMMANDS:
            return None
        module, name, _ = COMMANDS[cmd_name]
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: D102 - click's own contract
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][2]) for name in self.list_commands(ctx)])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="sherwood")
def sherwood() -> None:
    """Sherwood: a data warehouse and self-service reports for children's services."""


def main() -> None:
    """Run the command and leave with its exit code; nobody ever sees a traceback."""
    keep_private()
    # Rows, entries and expressions come by the hundred thousand and hold no cycles: to look for some every 700 objects takes a twentieth.
    gc.set_threshold(50_000, 20, 50)
    try:
        result: Any = sherwood.main(prog_name="sherwood", standalone_mode=False)
    except click.exceptions.Abort as ended:
        if not _had_no_keyboard(ended):
            sys.exit(130)
        click.echo("sherwood: there is no keyboard to answer at: give the answers as options (see --help)", err=True)
        sys.exit(2)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except Problem as problem:
        click.echo(f"sherwood: {problem}", err=True)
        sys.exit(1)
    except OSError as error:
        if error.errno not in NOT_ALLOWED or not error.filename:
            _end_with_a_fault(error)
        click.echo(f"sherwood: {error.filename}: {error.strerror}; check the folder's rights and space", err=True)
        sys.exit(1)
    except Exception as error:
        _end_with_a_fault(error)
    sys.exit(result if isinstance(result, int) else 0)


def _had_no_keyboard(ended: BaseException) -> bool:
    """Tell whether a question met the end of its input, rather than a person who stopped the command."""
    reason: BaseException | None = ended
    while reason is not None:
        if isinstance(reason, EOFError):
            return True
        reason = reason.__cause__ or reason.__context__
    return False


def _end_with_a_fault(error: Exception) -> NoReturn:
    """Leave with exit code 3 and a reference to the log, which holds no value that was being worked on."""
    click.echo(f"sherwood: a fault of Sherwood's own; its details are in {report_fault(error)}", err=True)
    sys.exit(3)


if __name__ == "__main__":
    main()
