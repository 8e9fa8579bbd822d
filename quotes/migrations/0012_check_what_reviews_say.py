"""Hold the reviews that were there already to the new constraints, while others read and write."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations

CONSTRAINTS = (
    "review_reason_is_a_known_one",
    "only_take_back_takes_back",
    "only_join_joins",
)


class Migration(migrations.Migration):
    dependencies = [("quotes", "0011_take_back_join_split_and_say_why")]
    operations = [ValidateConstraint("review", name) for name in CONSTRAINTS]
