"""The report of a study as one HTML file that needs no network."""

from collections.abc import Iterator
from typing import Final

from posturecam.reports import study_words
from posturecam.reports.document import document
from posturecam.reports.html import (
    figure_html,
    folded,
    headline_part,
    listed,
    paired,
    paragraphs,
    section,
    table,
)
from posturecam.reports.study_figures import study_figures
from posturecam.reports.study_findings import Missing, StudyFindings

MOST_ROWS: Final = 200  # of the table of recordings; a page of more is slow to scroll


def study_page(found: StudyFindings) -> str:
    """Write the whole report."""
    body = "\n".join(_body(found))
    return document("study", study_words.title(found), body, study_words.NOTES)


def _body(found: StudyFindings) -> Iterator[str]:
    yield _headline(found)
    if found.recordings:
        yield from _parts(found)
    if missing := tuple(study_words.not_yet(found)):
        yield section("Not shown yet", listed(missing))
    if found.asked.failed:
        yield section("Failed", listed(study_words.missing_lines(found.asked.failed)))
    if found.asked.skipped:
        lines = listed(study_words.missing_lines(found.asked.skipped))
        yield folded("Not measured again", lines, is_open=False)
    if found.recordings:
        yield folded("Each recording", _each(found), is_open=False)
    if notes := tuple(Missing(one.name, one.notes) for one in found.recordings if one.notes):
        lines = listed(study_words.missing_lines(notes))
        yield folded("Notes on recordings", lines, is_open=False)
    yield folded("How it was measured", _how(found), is_open=False)


def _headline(found: StudyFindings) -> str:
    return headline_part(
        study_words.number(found),
        study_words.label(found),
        study_words.sentence(found),
        f"<h3>The whole study</h3>{paired(study_words.overview(found))}",
    )


def _parts(found: StudyFindings) -> Iterator[str]:
    drawn = {figure.name: figure_html(figure) for figure in study_figures(found)}
    heading = "How far people differ" if len(found.people) > 1 else "How far the head was forward"
    own = [drawn[name] for name in ("means", "changes") if name in drawn]
    if own:
        basis = paragraphs(study_words.basis_sentences(found))
        more = f"<details><summary>What this rests on</summary>{basis}</details>"
        yield section(heading, f"{paragraphs(study_words.angle_sentences(found))}{more}", own)
    own = [drawn[name] for name in ("verdicts", "causes") if name in drawn]
    total = found.total
    reasons = listed(study_words.reason_lines(total.reasons, total.watched_s))
    why = f"<h3>Why there was no verdict</h3>{reasons}" if reasons else ""
    said = paragraphs(study_words.fault_sentences(found))
    yield section("What went beyond the limits", f"{said}{why}", own)


def _each(found: StudyFindings) -> str:
    """Write a row for each recording; of many the first ones."""
    rows = [study_words.recording_cells(one) for one in found.recordings[:MOST_ROWS]]
    more = len(found.recordings) - len(rows)
    rest = f"{more} more are in report.json and in the table of recordings."
    held = table(study_words.RECORDING_HEADER, rows)
    scroll = f'<div class="scroll" tabindex="0" role="region" aria-label="Recordings">{held}</div>'
    return f"{scroll}{paragraphs([rest] if more > 0 else [])}"


def _how(found: StudyFindings) -> str:
    asked = found.asked
    versions = paired(asked.versions.items())
    settings = paired(
        (f"{part}.{name}", "none" if value in ("", []) else str(value))
        for part, values in asked.settings.items()
        for name, value in values.items()
    )
    poses = f"Calibrated by its own poses: {', '.join(asked.poses)}." if asked.poses else ""
    when = f"Begun {asked.began}, ended {asked.ended}."
    said = paragraphs(filter(None, (when, poses)))
    return f"{said}<h3>Versions</h3>{versions}<h3>Settings that matter</h3>{settings}"
