"""What the worker does by the clock; the rows themselves say what is to be done."""

import pghistory
from procrastinate.contrib.django import app

from quotes import intake, ledger


@app.periodic(cron="* * * * * */5")
@app.task(queueing_lock="read_unread", pass_context=False)
def read_unread(timestamp: int) -> None:
    """Read the versions that wait for the engine."""
    with pghistory.context(job="read_unread"):
        intake.read_unread()


@app.periodic(cron="17 2 * * *")
@app.task(queueing_lock="seal_ledger", pass_context=False)
def seal_ledger(timestamp: int) -> None:
    """Take the day's reviews, notices and events into the ledger."""
    ledger.seal()
