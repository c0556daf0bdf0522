"""The audit trail becomes append-only: triggers in the database refuse UPDATE, DELETE and replacement."""

from pathlib import Path

from django.db import migrations

STATEMENTS = Path(__file__).parent / "sql"


def protect(apps, schema_editor):  # noqa: ARG001 - Django hands over both
    """Run each statement of the file written for this kind of database."""
    sql = (STATEMENTS / f"append_only_{schema_editor.connection.vendor}.sql").read_text(encoding="utf-8")
    lines = [line for line in sql.splitlines() if not line.startswith("--")]
    for statement in filter(None, map(str.strip, "\n".join(lines).split("\n\n"))):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """There is no way back: a trail that was once append-only stays so."""

    dependencies = [("office", "0001_initial")]

    operations = [migrations.RunPython(protect, elidable=False)]
