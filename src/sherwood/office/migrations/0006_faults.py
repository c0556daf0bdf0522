import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("office", "0005_finding_note"),
    ]

    operations = [
        migrations.CreateModel(
            name="FaultNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rule", models.CharField(max_length=80)),
                ("record_key", models.CharField(db_index=True, max_length=26)),
                ("subject", models.CharField(max_length=100)),
                ("feed", models.CharField(max_length=40)),
                ("state", models.CharField(max_length=16)),
                ("words", models.CharField(blank=True, max_length=500)),
                ("noted_at", models.DateTimeField(auto_now_add=True)),
                (
                    "noted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fault_notes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
    ]
