"""The web: the sign-in form, which says the same for a wrong name, a wrong password and a closed account."""

from __future__ import annotations

from django import forms
from django.contrib.auth import authenticate
from django.http import HttpRequest

from sherwood.office.models import Account

WRONG = "The user name or the password is wrong."
LONGEST = 200


class SignInForm(forms.Form):
    """A user name and a password."""

    username = forms.CharField(
        max_length=LONGEST, label="User name", error_messages={"required": "Enter your user name"}
    )
    password = forms.CharField(
        max_length=LONGEST, strip=False, label="Password", error_messages={"required": "Enter your password"}
    )

    def check_for(self, request: HttpRequest) -> Account | None:
        """Return the account whose name and password these are, else note that they are wrong."""
        if not self.is_valid():
            return None
        found = authenticate(
            request, username=self.cleaned_data["username"].strip(), password=self.cleaned_data["password"]
        )
        if found is None:
            self.add_error(None, WRONG)
        return found if isinstance(found, Account) else None
