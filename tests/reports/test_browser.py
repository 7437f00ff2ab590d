"""The report in Chromium: nothing complains, nothing leaves the machine, the figures are drawn."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from posturecam.reports.style import Figure

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-default-apps", "--enable-logging=stderr",
)  # fmt: skip
WIDTHS = (390, 820, 1440)
LOUD = ("CONSOLE", "Refused to", "Uncaught")


@pytest.fixture
def chromium() -> str:
    """The browser; a test that needs it is skipped without it."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    pytest.skip("no Chromium here")


def browse(chromium: str, folder: Path, page: Path, *flags: str) -> tuple[str, str]:
    command = [chromium, *FLAGS, f"--user-data-dir={folder / 'profile'}", *flags, page.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=True)
    return done.stdout, done.stderr


def requests(log: Path) -> set[str]:
    """Every address that a page asked for, by Chromium's own network log.

    What the browser asks on its own account has "not an origin" for its initiator.
    """
    events = json.loads(log.read_text())["events"]
    starts = [e["params"] for e in events if "initiator" in e.get("params", {})]
    urls = {p["url"] for p in starts if p["initiator"] != "not an origin"}
    return {url for url in urls if not url.startswith(("file:", "data:"))}


@pytest.mark.slow
def test_a_request_would_be_seen(chromium: str, tmp_path: Path) -> None:
    page, log = tmp_path / "page.html", tmp_path / "net.json"
    page.write_text("<img src='http://127.0.0.1:9/x.png'><script>nonsense()</script>")

    _, said = browse(chromium, tmp_path, page, f"--log-net-log={log}", "--dump-dom")

    assert requests(log) == {"http://127.0.0.1:9/x.png"}
    assert "Uncaught" in said


@pytest.mark.slow
def test_no_complaint_no_request_and_every_number(
    chromium: str, tmp_path: Path, page: str, drawn: dict[str, Figure]
) -> None:
    file, log = tmp_path / "report.html", tmp_path / "net.json"
    file.write_text(page, encoding="utf-8")

    dom, said = browse(chromium, tmp_path, file, f"--log-net-log={log}", "--dump-dom")

    assert not [line for line in said.splitlines() if any(word in line for word in LOUD)]
    assert not requests(log)
    for figure in drawn.values():
        for row in figure.rows:
            assert f'<th scope="row">{row[0]}</th>' in dom.replace("\xa0", " ").replace(
                "&nbsp;", " "
            )
    assert dom.count('<svg aria-hidden="true"') == len(drawn)


@pytest.mark.slow
def test_nothing_is_wider_than_the_window(chromium: str, tmp_path: Path, page: str) -> None:
    """A script is put into a copy of the page, which then tells its own width in its title."""
    start = page.index('<meta http-equiv="Content-Security-Policy"')
    html = page[:start] + page[page.index(">", start) + 1 :]
    script = "<script>document.title = document.documentElement.scrollWidth</script></body>"
    wide = tmp_path / "wide.html"
    wide.write_text(html.replace("</body>", script), encoding="utf-8")
    frame = tmp_path / "frame.html"
    frames = "".join(
        f"<iframe src='wide.html' width={width} height=900 style='border:0'></iframe>"
        for width in WIDTHS
    )
    titles = "views.map(one => one.document.title).join()"
    frame.write_text(
        f"{frames}<script>const views = [...Array(window.length).keys()].map(i => window[i]);"
        f"onload = () => document.title = {titles}</script>"
    )

    dom, _ = browse(
        chromium, tmp_path, frame, "--dump-dom", "--allow-file-access-from-files",
        f"--window-size={max(WIDTHS) + 100},1000", "--hide-scrollbars",
    )  # fmt: skip

    assert f"<title>{','.join(map(str, WIDTHS))}</title>" in dom
