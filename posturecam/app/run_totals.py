"""What a run adds up to, kept while it goes on."""

from posturecam.core.history.run_summary import Summary, add
from posturecam.core.values import EventKind
from posturecam.monitor import Tick


class Totals:
    """The summary of the run until now."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.summary = Summary()

    @property
    def alerts(self) -> int:
        """How many alerts there were."""
        return self.summary.events.get(EventKind.ALERT, 0)

    def add(self, tick: Tick) -> None:
        """Count `tick`."""
        self.summary = add(self.summary, tick.elapsed, tick.assessment, tick.events)
