"""The purposes of an entry of the trail may be as many as there are: those of an account of four overran the column."""

from django.db import migrations, models

WIDER = "ALTER TABLE office_auditevent ALTER COLUMN purpose TYPE varchar(400)"


def widen(apps, schema_editor):  # noqa: ARG001 - Django hands over both
    """Widen the column where the database holds to its length: SQLite does not, and would make the table anew without its triggers."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(WIDER)


class Migration(migrations.Migration):
    """On the way back the column stays as wide: what the trail holds may need it."""

    dependencies = [("office", "0011_flags")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(widen, migrations.RunPython.noop, elidable=False)],
            state_operations=[
                migrations.AlterField(
                    model_name="auditevent",
                    name="purpose",
                    field=models.CharField(blank=True, default="", max_length=400),
                )
            ],
        )
    ]
