"""What the vault's forms accept: their shape only; whether it may be done is the verbs' business.

No field asks the browser to remember, correct or complete what is typed but the password, which a
password manager may fill in.
"""

from __future__ import annotations

from typing import Any

from django import forms

from vault import register
from vault.contents import LONGEST_NAME, LONGEST_NOTE, LONGEST_REASON

_PRIVATE = {"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}
_LONGEST_PASSWORD = 4096


class _PersonField(forms.ModelChoiceField):
    """One of the staff, by name."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            queryset=register.candidates(),
            empty_label="Choose somebody",
            widget=forms.Select(attrs={"autocomplete": "off"}),
            **options,
        )

    def label_from_instance(self, person: Any) -> str:
        """The name, and the user name that tells namesakes apart."""
        full = person.get_full_name()
        return f"{full} ({person.get_username()})" if full else person.get_username()


class VaultForm(forms.Form):
    """A form about an entry; what it holds is not shown again, least of all the password."""

    def __init__(self, data: Any = None, *, name: str) -> None:
        super().__init__(data, auto_id=f"vault-{name}-%s")

    def refuse(self, field: str, message: str) -> None:
        """Show a verb's refusal, beside its field if this form has it."""
        self.add_error(field if field in self.fields else None, message)


class RecordForm(VaultForm):
    """Who the source is, and who else may open it."""

    identity = forms.CharField(
        label="Who it is",
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs=_PRIVATE),
        error_messages={"required": "Say who the source is."},
    )
    note = forms.CharField(
        label="Note",
        required=False,
        max_length=LONGEST_NOTE,
        help_text="How we know, how to reach them, what was promised. It is sealed too.",
        widget=forms.Textarea(attrs={"rows": 4, **_PRIVATE}),
    )
    person = _PersonField(
        label="Who else may open it",
        required=False,
        help_text="An editor should know who an unnamed source is. More people can be named later.",
    )


class _SignedForm(VaultForm):
    """A form that the person signs with the password."""

    password = forms.CharField(
        label="Your password",
        strip=False,
        max_length=_LONGEST_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Give your password again."},
    )


class ReasonForm(_SignedForm):
    """Why an entry is opened or destroyed."""

    reason = forms.CharField(
        label="Why",
        max_length=LONGEST_REASON,
        help_text="The log keeps this in clear: don't name the source.",
        widget=forms.TextInput(attrs=_PRIVATE),
        error_messages={"required": "Say why; the log keeps it."},
    )
    field_order = ["reason", "password"]


class PersonForm(_SignedForm):
    """Whom an entry is shared with, or taken back from."""

    person = _PersonField(
        label="Person",
        error_messages={
            "required": "Choose somebody.",
            "invalid_choice": "Choose somebody on the list.",
        },
    )
    field_order = ["person", "password"]
