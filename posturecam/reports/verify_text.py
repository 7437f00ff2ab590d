"""A comparison of two cameras as plain text."""

from posturecam.core.verify.verification import Verification
from posturecam.reports.verify_words import gains_sentence, headline, how_compared, table


def verify_text(found: Verification) -> str:
    """Write everything: one sentence, a table, how it was compared, what could be learned."""
    rows = list(table(found))
    wide = max(len(name) for name, _ in rows)
    lines = [f"  {name:<{wide}}  {value}" for name, value in rows]
    gains = f"Personal gains: {gains_sentence(found)}"
    return "\n".join([headline(found), "", *lines, "", *how_compared(found), gains])
