"""The office's directory: who may sign in, with which roles and grants, and which records are restricted."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q, QuerySet

from sherwood.office import access_tokens, models, sessions
from sherwood.office.errors import AccountRefused
from sherwood.office.people import OfficeAccount, RoleHeld
from sherwood.office.presence import has_accounts

__all__ = [
    "account",
    "account_named",
    "account_of_subject",
    "add_account",
    "bind",
    "disable",
    "end_role",
    "follow_groups",
    "give_grant",
    "give_role",
    "grants",
    "has_accounts",
    "holders",
    "list_accounts",
    "restrict",
    "restricted_records",
    "set_email",
    "set_password",
]

GROUP = "group"


def account(account_id: str) -> OfficeAccount | None:
    """Return the account with this id, disabled or not; None if there is none."""
    try:
        key = uuid.UUID(str(account_id))
    except ValueError:
        return None
    return _plain(_accounts().filter(id=key).first())


def account_named(username: str) -> OfficeAccount | None:
    """Return the account with this user name, whatever the capitals; None if there is none."""
    return _plain(_accounts().filter(username__iexact=username.strip()).first())


def list_accounts() -> tuple[OfficeAccount, ...]:
    """Every account by user name, disabled ones too."""
    return tuple(filter(None, map(_plain, _accounts().order_by("username"))))


def grants(account_id: str, day: dt.date) -> tuple[str, ...]:
    """Return the record keys that the account may open by a named grant on this day."""
    held = models.Grant.objects.filter(_on(day), account_id=account_id)
    return tuple(held.order_by("record_key").values_list("record_key", flat=True).distinct())


def restricted_records(day: dt.date) -> tuple[tuple[str, str], ...]:
    """Every record restricted by hand on this day, as (record key, reason)."""
    closed = models.RestrictedRecord.objects.filter(_on(day)).order_by("record_key", "reason")
    return tuple(closed.values_list("record_key", "reason").distinct())


def add_account(
    username: str,
    password: str | None,
    display_name: str,
    *,
    worker_id: str | None = None,
    roles: Iterable[RoleHeld] = (),
    email: str = "",
    subject: str = "",
) -> OfficeAccount:
    """Make an account with its roles; without a password it signs in through the council's sign-in service alone.

    Raises AccountRefused if the name is empty or taken or the password is too weak (eight characters or more, not a
    common one, not the person's own name; no rules about its composition: OWASP ASVS 5.0, V6.2).
    """
    name = username.strip()
    if not name:
        raise AccountRefused("An account needs a user name.")
    if account_named(name):
        raise AccountRefused(f"There is already an account called '{name}': choose another user name.")
    person = models.Account(username=name, display_name=display_name.strip() or name, worker_id=worker_id or "")
    person.email, person.subject = email.strip(), subject
    if password is None:
        person.set_unusable_password()
    else:
        _set_checked_password(person, password)
    with transaction.atomic():
        person.save()
        for role in roles:
            give_role(str(person.id), role)
    return _known(str(person.id))


def set_password(account_id: str, password: str) -> None:
    """Give the account a new password, end its sessions and take its tokens back; raises AccountRefused if it is too weak."""
    person = models.Account.objects.get(id=account_id)
    _set_checked_password(person, password)
    person.save(update_fields=["password"])
    sessions.end_all(account_id)
    access_tokens.revoke_all(account_id)


def disable(account_id: str) -> None:
    """Close the account, end its sessions and take its tokens back at once (ASVS 7.4.2); what it wrote stays."""
    models.Account.objects.filter(id=account_id).update(is_active=False)
    sessions.end_all(account_id)
    access_tokens.revoke_all(account_id)


def account_of_subject(subject: str) -> OfficeAccount | None:
    """Return the account that the sign-in service calls by this name; None if there is none."""
    return _plain(_accounts().filter(subject=subject).first()) if subject else None


def bind(account_id: str, subject: str) -> None:
    """Tie an account to a person of the sign-in service, for ever.

    Raises AccountRefused for one that is another's, or that has a password of its own: whoever names themselves at the service like a
    local administrator must not become one.
    """
    free = models.Account.objects.filter(id=account_id, subject="", password__startswith=UNUSABLE_PASSWORD_PREFIX)
    if not free.update(subject=subject):
        raise AccountRefused("Your user name belongs to another account here: ask whoever looks after Sherwood.")


def set_email(account_id: str, email: str) -> None:
    """Set where letters are sent: reports asked for, and that a notice waits; empty for nowhere. Raises AccountRefused for no address."""
    models.Account.objects.filter(id=account_id).update(email=_checked_address(email))


def holders(role: str, day: dt.date, team_id: str | None = None) -> tuple[str, ...]:
    """Return the ids of the active accounts that hold a role on a day, of one team where one is named."""
    held = models.RoleHeld.objects.filter(_on(day), role=role, account__is_active=True)
    found = held.filter(team_id=team_id) if team_id else held
    return tuple(str(each) for each in found.order_by("account_id").values_list("account_id", flat=True).distinct())


def give_role(account_id: str, role: RoleHeld) -> None:
    """Give the account one more role; raises AccountRefused if it would end before it begins."""
    if role.to_date is not None and role.to_date < role.from_date:
        raise AccountRefused(
            f"The role '{role.role}' would end on {role.to_date}, before it begins on {role.from_date}."
        )
    models.RoleHeld.objects.create(
        account_id=account_id,
        role=role.role,
        team_id=role.team_id or "",
        service_id=role.service_id or "",
        from_date=role.from_date,
        to_date=role.to_date,
        worker_id=role.worker_id or "",
        covers=role.covers,
        source=role.source,
    )


def end_role(account_id: str, role: str, last_day: dt.date) -> int:
    """Let every spell of the role that would go on beyond `last_day` end with it; returns how many did."""
    later = Q(to_date=None) | Q(to_date__gt=last_day)
    return models.RoleHeld.objects.filter(later, account_id=account_id, role=role).update(to_date=last_day)


def follow_groups(account_id: str, wanted: Iterable[RoleHeld], day: dt.date) -> None:
    """Have the roles given by groups be these from `day`; roles that a person gave are left alone."""
    held = models.RoleHeld.objects.filter(_on(day), account_id=account_id, source=GROUP)
    kept = {(role.role, role.team_id or "", role.service_id or "") for role in wanted}
    for each in held:
        if (each.role, each.team_id, each.service_id) in kept:
            kept.discard((each.role, each.team_id, each.service_id))
        else:
            each.to_date = day - dt.timedelta(days=1)
            each.save(update_fields=["to_date"])
    for role, team, service in sorted(kept):
        give_role(account_id, RoleHeld(role, team or None, service or None, day, source=GROUP))


def give_grant(
    account_id: str,
    record_key: str,
    reason: str,
    *,
    from_date: dt.date,
    to_date: dt.date | None = None,
    given_by: str | None = None,
) -> None:
    """Let the account open one restricted record between two days, both included."""
    models.Grant.objects.create(
        account_id=account_id,
        record_key=record_key,
        reason=reason,
        from_date=from_date,
        to_date=to_date,
        given_by_id=given_by,
    )


def restrict(
    record_key: str, reason: str, *, from_date: dt.date, to_date: dt.date | None = None, note: str = ""
) -> None:
    """Close a record to everybody without a named grant, for one of the catalogue's reasons."""
    models.RestrictedRecord.objects.create(
        record_key=record_key, reason=reason, from_date=from_date, to_date=to_date, note=note
    )


def _accounts() -> QuerySet[models.Account]:
    """All accounts, their roles fetched with them."""
    return models.Account.objects.prefetch_related("roles_held")


def _on(day: dt.date) -> Q:
    """In force on this day, the first and the last day included."""
    return Q(from_date__lte=day) & (Q(to_date=None) | Q(to_date__gte=day))


def _known(account_id: str) -> OfficeAccount:
    """Return the account that was just written."""
    found = account(account_id)
    assert found is not None, "an account that was just saved must be found"
    return found


def _checked_address(email: str) -> str:
    """Return the address as it is kept; raises AccountRefused for one that no letter could reach."""
    address = email.strip()
    if address:
        try:
            validate_email(address)
        except ValidationError as wrong:
            raise AccountRefused(f"'{address}' is no e-mail address: enter one such as sam@example.gov.uk.") from wrong
    return address


def _set_checked_password(person: models.Account, password: str) -> None:
    """Set the password if it is strong enough; raises AccountRefused with what is wrong with it."""
    try:
        validate_password(password, person)
    except ValidationError as weak:
        raise AccountRefused(
            f"The password for '{person.username}' cannot be used. {' '.join(weak.messages)}"
        ) from weak
    person.set_password(password)


def _plain(person: models.Account | None) -> OfficeAccount | None:
    """Return the account as a plain object."""
    if person is None:
        return None
    roles = tuple(
        RoleHeld(
            held.role,
            held.team_id or None,
            held.service_id or None,
            held.from_date,
            held.to_date,
            held.worker_id or None,
            held.covers,
            held.source,
        )
        for held in person.roles_held.all()
    )
    said = (str(person.id), person.username, person.display_name, person.worker_id or None)
    return OfficeAccount(*said, roles, person.is_active, person.email, person.subject)
