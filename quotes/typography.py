"""Typographic marks, and the plain ones that the index has in their place.

PostgreSQL's parser takes every mark beyond ASCII for a letter where the database's locale is C, and
for a separator elsewhere; it then finds neither “hope” in “hope—and fear” nor didn't in didn’t. So
text and search are both made plain first, one character for one.
"""

from django.db.models import Func, TextField, Value
from django.db.models.expressions import Combinable

_PLAIN = {
    "'": "\u2018\u2019\u201b\u02bc\u2032\u00b4\uff07",
    '"': "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a\u2033\uff02",
    "-": "\u2010\u2011",
    " ": (
        "\u00a0\u2002\u2003\u2007\u2008\u2009\u200a\u200b\u202f\u3000"  # spaces
        "\u2012\u2013\u2014\u2015\u2026\u2022\u00b7"  # dashes, the ellipsis, dots
        "\u00a1\u00bf\u00a7\u00b6\u2020\u2021\u00a9\u00ae\u2122"  # reversed marks, signs
        "\u00a2\u00a3\u00a5\u20ac\u20b9\u20bd\u20a9\u20ba\u20b4"  # currencies
        "\u3001\u3002\u300c\u300d\u300e\u300f\uff0c\uff0e\uff01\uff1f\uff1a\uff1b"  # full width
    ),
}
MARKS = "".join(_PLAIN.values())
PLAIN_MARKS = "".join(plain * len(marks) for plain, marks in _PLAIN.items())

_TABLE = str.maketrans(MARKS, PLAIN_MARKS)


def plain(text: str) -> str:
    """A text with its marks made plain; as long as it was."""
    return text.translate(_TABLE)


def plain_column(column: Combinable) -> Func:
    """The same of a column, in the database."""
    return Func(
        column,
        Value(MARKS),
        Value(PLAIN_MARKS),
        function="translate",
        output_field=TextField(),
    )
