"""Keep the counters in an unlogged table, with room on each page for rows to change in place."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]
    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE access_counter SET UNLOGGED",
                "ALTER TABLE access_counter SET (fillfactor = 50)",
            ],
            [
                "ALTER TABLE access_counter RESET (fillfactor)",
                "ALTER TABLE access_counter SET LOGGED",
            ],
        )
    ]
