"""The newsroom's work in figures: what was done each day, what waits, what people had to mend."""

from quotes.overview.charts import Bars, Gauge, bars, gauge
from quotes.overview.figures import (
    DEFAULT,
    MEASURED,
    PERIODS,
    SERIES,
    Bucket,
    Ledger,
    Mended,
    Overview,
    Waiting,
    overview,
    period,
)
from quotes.overview.wording import age, percent, thousandths

__all__ = [
    "DEFAULT",
    "MEASURED",
    "PERIODS",
    "SERIES",
    "Bars",
    "Bucket",
    "Gauge",
    "Ledger",
    "Mended",
    "Overview",
    "Waiting",
    "age",
    "bars",
    "gauge",
    "overview",
    "percent",
    "period",
    "thousandths",
]
