"""One HTML file that needs no network, in the style of all our pages."""

from collections.abc import Iterable
from importlib.resources import files

from posturecam.reports.html import paragraphs, safe

# No script, no font, no picture from elsewhere: the browser itself refuses them.
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)


def style_sheet() -> str:
    """Return the style of the pages, light, dark and on paper."""
    return files("posturecam.reports").joinpath("page.css").read_text(encoding="utf-8")


def document(kind: str, heading: str, body: str, notes: Iterable[str]) -> str:
    """Return a page of a `kind`, such as `report`: HTML in `body`, text in the `notes` below it."""
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>{safe(f"posturecam {kind}: {heading}")}</title>
<style>
{style_sheet()}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the {safe(kind)}</a>
<header><h1>{safe(heading)}</h1><p>posturecam {safe(kind)}</p></header>
<main id="main">
{body}
</main>
<footer>{paragraphs(notes)}</footer>
</body>
</html>
"""
