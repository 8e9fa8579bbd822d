"""What the worker sweeps by the clock."""

from procrastinate.contrib.django import app

from access import answers


@app.periodic(cron="23 * * * *")
@app.task(queueing_lock="sweep_access", pass_context=False)
def sweep_access(timestamp: int) -> None:
    """Erase kept answers after a day, and counters that bear on no request any more."""
    answers.sweep()
