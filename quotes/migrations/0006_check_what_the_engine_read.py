"""Hold the quotes that were there already to the new constraints, while others read and write."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations

CONSTRAINTS = (
    "span_confidence_is_between_0_and_1",
    "speaker_confidence_is_between_0_and_1",
    "role_confidence_is_between_0_and_1",
    "date_confidence_is_between_0_and_1",
    "act_is_speech_belief_plan_or_reaction",
    "caveats_are_known_ones",
)


class Migration(migrations.Migration):
    dependencies = [("quotes", "0005_what_the_engine_read")]
    operations = [ValidateConstraint("quote", name) for name in CONSTRAINTS]
