"""What the form for a new token accepts: its shape; whether it may be made is the verb's."""

from __future__ import annotations

from typing import Any

from django import forms

from access.models import Client
from access.scopes import Scope
from access.tokens import MOST_DAYS, USUAL_DAYS


class ClientForm(forms.ModelForm[Client]):
    """A client as the admin shows it."""

    def clean_name(self) -> str:
        """A name that no other client has; the database holds to it too."""
        name = str(self.cleaned_data["name"])
        if Client.objects.named(name).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("There is a client of this name already.")
        return name


class TokenForm(forms.Form):
    """Which program a token is for, what for, and how long."""

    name = forms.CharField(
        label="Which program is it for?",
        max_length=100,
        help_text="So that you know later which one to revoke.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    scopes = forms.MultipleChoiceField(
        label="What may it do?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one."},
    )
    days = forms.IntegerField(
        label="For how many days?",
        min_value=1,
        max_value=MOST_DAYS,
        initial=USUAL_DAYS,
        help_text=f"At most {MOST_DAYS}. A token is not prolonged: make the next one in time.",
    )

    def __init__(self, data: Any = None, *, open_scopes: list[str]) -> None:
        super().__init__(data, auto_id="token-%s")
        offered: Any = self.fields["scopes"]
        offered.choices = [
            (scope.value, f"{scope.label} ({scope.value})")
            for scope in Scope
            if scope in open_scopes
        ]

    def refuse(self, field: str, message: str) -> None:
        """Show a verb's refusal, beside its field if this form has it."""
        self.add_error(field if field in self.fields else None, message)
