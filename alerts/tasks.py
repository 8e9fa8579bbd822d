"""What the worker does by the clock; the rows themselves say what is to be done."""

from procrastinate.contrib.django import app

from alerts import calling, digests, events, sending, subscribing


@app.periodic(cron="* * * * * */10")
@app.task(queueing_lock="send_alerts", pass_context=False)
def send_alerts(timestamp: int) -> None:
    """Take for sending what has become public, and send the letters that are due."""
    digests.take()
    sending.send_due()


@app.periodic(cron="* * * * * */10")
@app.task(queueing_lock="call_endpoints", pass_context=False)
def call_endpoints(timestamp: int) -> None:
    """Write down what became of public quotes for each endpoint, and make the calls due."""
    events.record()
    calling.call_due()


@app.periodic(cron="53 2 * * *")
@app.task(queueing_lock="erase_subscribers", pass_context=False)
def erase_subscribers(timestamp: int) -> None:
    """Erase who never confirmed, and what is old."""
    subscribing.erase()
    calling.erase()
