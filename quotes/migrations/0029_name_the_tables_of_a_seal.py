"""A seal names the tables that it took in, those without a row too."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("quotes", "0028_hold_refiles_to_spelling")]
    operations = [
        migrations.AddField(
            model_name="seal",
            name="tables",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=100),
                db_default=[],
                default=list,
                editable=False,
                help_text="The tables that were sealed, those without a row too. Empty in a seal "
                "from before this was kept.",
                size=None,
            ),
        ),
    ]
