"""Take what Django had written down of django-rest-knox: migrations, permissions, content types."""

from django.db import migrations


def forget(apps, schema_editor):
    """As if it had never been installed."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'knox'")
    apps.get_model("auth", "Permission").objects.filter(content_type__app_label="knox").delete()
    apps.get_model("contenttypes", "ContentType").objects.filter(app_label="knox").delete()


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0004_drop_the_tables_of_knox"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
