"""The office's accounts and the roles they hold, dated, so that rights on any day can be told."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by name without regard to capitals: nobody signs in as both `jsmith` and `JSmith`."""

    def get_by_natural_key(self, username: str | None) -> Account:
        """Return the account of that name; raises Account.DoesNotExist."""
        return self.get(username__iexact=username or "")


class Account(AbstractBaseUser):
    """Somebody who may sign in. Accounts are disabled, never deleted: the audit trail speaks of them.

    `subject` is what the council's sign-in service calls the person for ever; empty for an account that signs in here alone.
    """

    id: models.UUIDField[uuid.UUID, uuid.UUID] = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    username: models.CharField[str, str] = models.CharField(max_length=150)
    display_name: models.CharField[str, str] = models.CharField(max_length=150)
    worker_id: models.CharField[str, str] = models.CharField(max_length=64, blank=True, default="")
    email: models.CharField[str, str] = models.CharField(max_length=254, blank=True, default="")
    subject: models.CharField[str, str] = models.CharField(max_length=255, blank=True, default="", db_index=True)
    is_active: models.BooleanField[bool, bool] = models.BooleanField(default=True)
    created_at: models.DateTimeField[dt.datetime, dt.datetime] = models.DateTimeField(auto_now_add=True)

    roles_held: models.Manager[RoleHeld]

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name"]

    class Meta:
        """Names are unique without regard to capitals."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(Lower("username"), name="one_account_a_username")
        ]

    def __str__(self) -> str:
        return self.username


class RoleHeld(models.Model):
    """One role of one account from `from_date` to `to_date`, both included; null means until further notice.

    `worker_id` is the colleague whose caseload is covered, `covers` that colleague's account. `source` says who gave the role:
    a person, or a group of the council's sign-in service.
    """

    account: models.ForeignKey[Account, Account] = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="roles_held"
    )
    role: models.CharField[str, str] = models.CharField(max_length=64)
    team_id: models.CharField[str, str] = models.CharField(max_length=64, blank=True, default="")
    service_id: models.CharField[str, str] = models.CharField(max_length=64, blank=True, default="")
    worker_id: models.CharField[str, str] = models.CharField(max_length=64, blank=True, default="")
    covers: models.CharField[str, str] = models.CharField(max_length=64, blank=True, default="")
    source: models.CharField[str, str] = models.CharField(max_length=16, blank=True, default="")
    from_date: models.DateField[dt.date, dt.date] = models.DateField()
    to_date: models.DateField[dt.date | None, dt.date | None] = models.DateField(null=True, blank=True)

    class Meta:
        """Roles are listed in the order they began."""

        ordering: ClassVar[list[str]] = ["from_date", "id"]

    def __str__(self) -> str:
        return f"{self.role} from {self.from_date}"
