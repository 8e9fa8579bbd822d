"""Index words apart from the typographic marks beside them, whatever the database's locale.

A generated column can't be altered: it is made anew, and the index with it.
"""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models
from django.db.models import F, Func, TextField, Value

MARKS = (
    "\u2018\u2019\u201b\u02bc\u2032\xb4\uff07\u201c\u201d\u201e\u201f\xab"
    "\xbb\u2039\u203a\u2033\uff02\u2010\u2011\xa0\u2002\u2003\u2007\u2008"
    "\u2009\u200a\u200b\u202f\u3000\u2012\u2013\u2014\u2015\u2026\u2022\xb7"
    "\xa1\xbf\xa7\xb6\u2020\u2021\xa9\xae\u2122\xa2\xa3\xa5"
    "\u20ac\u20b9\u20bd\u20a9\u20ba\u20b4\u3001\u3002\u300c\u300d\u300e\u300f"
    "\uff0c\uff0e\uff01\uff1f\uff1a\uff1b"
)
PLAIN_MARKS = "'" * 7 + '"' * 10 + '-' * 2 + ' ' * 47


def words_without_marks() -> Func:
    return Func(
        F("words"),
        Value(MARKS),
        Value(PLAIN_MARKS),
        function="translate",
        output_field=TextField(),
    )


def indexed(config: str) -> models.GeneratedField:
    return models.GeneratedField(
        db_persist=True,
        expression=django.contrib.postgres.search.SearchVector(
            words_without_marks(), config=config
        ),
        output_field=django.contrib.postgres.search.SearchVectorField(),
    )


class Migration(migrations.Migration):
    dependencies = [("quotes", "0004_reword_refusals")]

    operations = [
        migrations.RemoveIndex("quote", name="quote_words"),
        migrations.RemoveField("quote", "search"),
        migrations.RemoveField("quote", "literal"),
        migrations.AddField("quote", "search", indexed("english")),
        migrations.AddField("quote", "literal", indexed("simple")),
        migrations.AddIndex(
            "quote",
            django.contrib.postgres.indexes.GinIndex(
                fields=["search", "literal"], name="quote_words"
            ),
        ),
    ]
