"""The launch agent of macOS, by the rules of launchd.plist(5); untried there."""

import plistlib

import pytest

from posturecam.edges.desktop.autostart_entry import Entry
from posturecam.edges.desktop.launch_agent import LABEL, agent_text, read_agent

AGENT = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" \
"http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
\t<key>Label</key>
\t<string>org.example.posturecam</string>
\t<key>ProgramArguments</key>
\t<array>
\t\t<string>/Users/jo/my venv/bin/python</string>
\t\t<string>-m</string>
\t\t<string>a &amp; b &lt;ü&gt; 100%</string>
\t</array>
\t<key>RunAtLoad</key>
\t<true/>
\t<key>LimitLoadToSessionType</key>
\t<string>Aqua</string>
\t<key>ProcessType</key>
\t<string>Interactive</string>
</dict>
</plist>
"""
WORDS = ("/Users/jo/my venv/bin/python", "-m", "a & b <ü> 100%")


def test_the_agent() -> None:
    assert agent_text(WORDS) == AGENT
    assert read_agent(AGENT) == Entry(WORDS)
    assert plistlib.loads(AGENT.encode())["Label"] == LABEL


def test_an_agent_that_is_switched_off() -> None:
    text = AGENT.replace("<key>RunAtLoad</key>", "<key>Disabled</key>\n\t<true/>\n\t<key>R</key>")
    assert read_agent(text) == Entry(WORDS, off=True)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param(AGENT[:200], id="cut off"),
        pytest.param("<plist><string>a</string></plist>", id="no dictionary"),
        pytest.param(AGENT.replace("ProgramArguments", "Program"), id="no arguments"),
        pytest.param(AGENT.replace("<string>-m</string>", "<integer>1</integer>"), id="a number"),
        pytest.param("<plist><dict><key>a</key></dict></plist>", id="a key without a value"),
    ],
)
def test_a_damaged_agent(text: str) -> None:
    assert read_agent(text) == Entry(())
