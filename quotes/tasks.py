"""What the worker does by the clock; the rows themselves say what is to be done."""

import pghistory
from django.conf import settings
from procrastinate.contrib.django import app

from quotes import bulk, export, intake, ledger, requests, standing


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


@app.periodic(cron="* * * * * */5")
@app.task(queueing_lock="work_bulk_runs", pass_context=False)
def work_bulk_runs(timestamp: int) -> None:
    """Go on with moves on many quotes, wherever they were left."""
    bulk.work_waiting()


@app.periodic(cron="17 * * * *")
@app.task(queueing_lock="look_ahead", pass_context=False)
def look_ahead(timestamp: int) -> None:
    """Count who is quoted much, and hold against new wordings what no reading did."""
    with pghistory.context(job="look_ahead"):
        standing.count_prominence()
        standing.compare_anew()


@app.periodic(cron="41 2 * * *")
@app.task(queueing_lock="erase_contacts", pass_context=False)
def erase_contacts(timestamp: int) -> None:
    """Erase how to reach readers whose requests were closed long enough ago."""
    with pghistory.context(job="erase_contacts"):
        requests.erase_contacts()


@app.periodic(cron="43 * * * *")
@app.task(queueing_lock="dump_months", pass_context=False)
def dump_months(timestamp: int) -> None:
    """Write the dumps of the months in which something changed, withdrawals among that."""
    export.dump(settings.DUMPS_DIR)
