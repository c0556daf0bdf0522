"""The office as Django knows it: label, key type and the listeners that write sign-ins to the audit trail."""

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """The application behind office.sqlite3; its tables are named `office_…`."""

    name = "sherwood.office"
    label = "office"
    verbose_name = "Office"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have every sign-in, refused sign-in and sign-out written to the audit trail."""
        from sherwood.office import sign_ins  # noqa: PLC0415 - models exist only once the applications are ready

        sign_ins.listen()
