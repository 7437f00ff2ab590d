"""A comparison of two cameras as one HTML file that needs no network."""

from collections.abc import Iterator
from typing import Final

from posturecam.core.verify.verification import Verification
from posturecam.reports.document import document
from posturecam.reports.html import figure_html, headline_part, paired, paragraphs, safe, section
from posturecam.reports.verify_figures import figures
from posturecam.reports.verify_words import gains_sentence, headline, how_compared, table
from posturecam.stretches.sentences import capital
from posturecam.stretches.warning_signs import DISCLAIMER

HEADING: Final = "How good the camera is on you"
WHAT: Final = (
    "Angles are changes from how you sat in the upright seconds; a negative one is a head further "
    "forward. Numbers in brackets hold the true value 90 times of 100. The page holds no picture."
)


def verify_html(found: Verification) -> str:
    """Write the whole page."""
    return document("verification", HEADING, "\n".join(_body(found)), (WHAT, DISCLAIMER))


def _body(found: Verification) -> Iterator[str]:
    pairs = paired((name.strip(), value) for name, value in table(found))
    yield headline_part(
        f"{found.agreement.rms_deg.value:.1f}\N{DEGREE SIGN}",
        "error on you",
        headline(found),
        f"<h3>{safe(found.front.name)}, checked by {safe(found.side.name)}</h3>{pairs}",
    )
    drawn = map(figure_html, figures(found))
    yield section("How both were compared", paragraphs(how_compared(found)), drawn)
    yield section("Personal gains", paragraphs([capital(gains_sentence(found))]))
