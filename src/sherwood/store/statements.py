"""Store: how a statement becomes text for the engine: always written by SQLGlot or read from a packaged .sql file."""

from dataclasses import dataclass
from functools import lru_cache

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from sherwood.store.errors import StoreError

DIALECT = "duckdb"
# The engine's own words, for which SQLGlot has none.
_AS_IT_IS = "USING COMPRESSION uncompressed"


def text_of(statement: exp.Expr | str) -> str:
    """Give the statement in the engine's words; text from a .sql file passes as it stands."""
    return statement if isinstance(statement, str) else statement.sql(dialect=DIALECT)


def once(statement: exp.Expr) -> str:
    """Give a statement that is made here and used for nothing else in the engine's words, without the copy that writing one takes."""
    return statement.sql(dialect=DIALECT, copy=False)


def parsed(statement: exp.Expr | str) -> exp.Expr:
    """Give the statement as an expression that can be made part of another; text is a packaged .sql file's.

    Raises StoreError where the text is not one readable statement.
    """
    if not isinstance(statement, str):
        return statement
    try:
        return sqlglot.parse_one(statement, read=DIALECT)
    except SqlglotError as error:
        raise StoreError(f"a packaged .sql file cannot be read: {str(error).partition(chr(10))[0]}") from error


def packaged(text: str) -> exp.Query:
    """Read the one SELECT of a packaged .sql file; raises StoreError where it is none."""
    found = parsed(text)
    if not isinstance(found, exp.Query):
        raise StoreError("a packaged .sql file holds something other than one SELECT")
    return found


def table(name: str, alias: str | None = None) -> exp.Table:
    """Name a table, quoted so that no name can be taken for anything else."""
    return exp.table_(name, quoted=True, alias=alias)


@lru_cache(maxsize=1000)
def create_table(name: str, columns: tuple[tuple[str, str], ...], unpacked: frozenset[str] = frozenset()) -> str:
    """Declare an empty table with its columns and the engine's names of their types; a build declares the same hundred every time.

    Columns that are `unpacked` are written to the file as they are.
    """
    definitions = [
        exp.ColumnDef(
            this=exp.to_identifier(column, quoted=True),
            kind=_type(kind).copy(),
            constraints=[exp.ColumnConstraint(kind=exp.Var(this=_AS_IT_IS))] if column in unpacked else [],
        )
        for column, kind in columns
    ]
    return once(exp.Create(this=exp.Schema(this=table(name), expressions=definitions), kind="TABLE"))


@lru_cache(maxsize=100)
def _type(kind: str) -> exp.DataType:
    return exp.DataType.build(kind, dialect=DIALECT)


def create_table_as(name: str, select: exp.Expr) -> str:
    """Make a table of what a SELECT answers; the text of one SELECT is written once in a process, for it is made in every build."""
    return _table_of(name, _Itself(select))


@dataclass(frozen=True, eq=False)
class _Itself:
    """A statement that equals itself alone, because comparing two costs as much as writing one."""

    select: exp.Expr

    def __hash__(self) -> int:
        """Go by which object it is."""
        return id(self.select)

    def __eq__(self, other: object) -> bool:
        """Compare which object it is."""
        return isinstance(other, _Itself) and other.select is self.select


@lru_cache(maxsize=400)
def _table_of(name: str, select: _Itself) -> str:
    return text_of(exp.Create(this=table(name), kind="TABLE", expression=select.select))


def insert_as_selected(name: str, select: exp.Expr) -> str:
    """Add what a SELECT answers to a table of the same columns in the same order."""
    return text_of(exp.Insert(this=table(name), expression=select))


def columns_selected(select: exp.Expr) -> str:
    """Ask which columns a SELECT answers with, and of which type each is."""
    return text_of(exp.Describe(this=select))


def drop_table(name: str) -> exp.Drop:
    """Take a table out of the file."""
    return exp.Drop(tables=[table(name)], kind="TABLE")


def insert_by_name(name: str, select: exp.Expr) -> str:
    """Add what a SELECT answers to a table, matched by column name; a column it lacks is left empty."""
    return text_of(exp.Insert(this=table(name), expression=select, by_name=True))


@lru_cache(maxsize=1000)
def fingerprint(name: str) -> str:
    """Count a table's rows and add up a hash of each: the same rows in any order give the same answer."""
    row_hash = exp.func("hash", exp.column("whole_row"), dialect=DIALECT)
    # HUGEINT, because the hashes of a county's rows overflow the 64 bits that each of them fills.
    total = exp.func("sum", exp.cast(row_hash, "HUGEINT", dialect=DIALECT))
    return once(
        exp.select(
            exp.func("count", exp.Star()), exp.cast(exp.func("coalesce", total, exp.Literal.number(0)), "TEXT")
        ).from_(table(name, alias="whole_row"))
    )


def fingerprint_of_parts(name: str, column: str) -> str:
    """Fingerprint, as the whole is, the rows of a table that have each value of a column."""
    whole = sqlglot.parse_one(fingerprint(name), read=DIALECT)
    if not isinstance(whole, exp.Select):
        raise StoreError("the fingerprint of a table is no SELECT")
    part = exp.column(column, quoted=True)
    return once(whole.select(part).group_by(part.copy()))


def columns_of(name: str) -> str:
    """Ask for the columns of a table, in order, with their types: of this one alone, for there are thousands in the file."""
    return once(exp.Describe(this=table(name), kind="TABLE"))


@lru_cache(maxsize=1)
def tables() -> str:
    """Ask for every table of the file, in alphabetical order, with the rows it takes room for: none only if it holds none."""
    tables = exp.Table(this=exp.func("duckdb_tables", dialect=DIALECT))
    asked = exp.select("table_name", "estimated_size").from_(tables)
    return once(asked.where(exp.column("internal").not_()).order_by("table_name"))


def current_database() -> str:
    """Ask for the name the engine gave the open file."""
    return once(exp.select(exp.func("current_database", dialect=DIALECT)))


def attach_memory(name: str) -> str:
    """Open a second database in memory beside the one that is open."""
    return text_of(exp.Attach(this=exp.alias_(exp.Literal.string(":memory:"), name, quoted=True)))


def detach(name: str) -> str:
    """Let go of a database that was attached."""
    return text_of(exp.Detach(this=exp.to_identifier(name, quoted=True)))


def use(name: str) -> str:
    """Make a database the one that unqualified names mean."""
    return text_of(exp.Use(this=exp.to_identifier(name, quoted=True)))
