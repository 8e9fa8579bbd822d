"""Drop the table of django-rest-knox, whose tokens are clients' now."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("access", "0003_take_over_the_tokens_that_there_were")]
    operations = [
        migrations.RunSQL("DROP TABLE IF EXISTS knox_authtoken", migrations.RunSQL.noop)
    ]
