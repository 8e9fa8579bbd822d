"""What the worker does by the clock; the rows themselves say what is to be done."""

import pghistory
from procrastinate.contrib.django import app

from quotes import intake


@app.periodic(cron="* * * * * */5")
@app.task(queueing_lock="read_unread", pass_context=False)
def read_unread(timestamp: int) -> None:
    """Read the versions that wait for the engine."""
    with pghistory.context(job="read_unread"):
        intake.read_unread()
