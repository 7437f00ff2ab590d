"""The secrets of an address stay out of the name of a source."""

import logging

import pytest

from posturecam.edges.sources.source_name import ScrubbedFormatter, distinct, printable, scrubbed


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("rtsp://me:secret@host/a", "rtsp://***@host/a"),
        ("rtsp://secret@host/a", "rtsp://***@host/a"),
        ("rtsp://me:se/cr@et@host:5/a", "rtsp://***@host:5/a"),
        ("rtsp://me:1/secret@host/a", "rtsp://***@host/a"),
        ("rtsp://me:sec?ret@host/a", "rtsp://***@host/a"),
        ("rtsp://me:sec ret@host/a", "rtsp://***@host/a"),
        ("rtsp://me:secret/a", "rtsp://***/a"),
        ("http://u:secret@[fe80::1]:80/x.mp4", "http://***@[fe80::1]:80/x.mp4"),
        ("http://h/x.mp4?token=secret", "http://h/x.mp4?token=***"),
        ("http://h/x.mp4?A=secret&key=secret;b=#secret", "http://h/x.mp4?A=***&key=***;b=#***"),
        ("http://h/x.mp4?secret", "http://h/x.mp4?***"),
        ("rtsp://h:554/user=me&password=secret&stream=0.sdp?", None),
        ("rtsps://h:7441/Ab3dE9xyzQWERtyu", "rtsps://h:7441/***"),
        ("rtmp://h/live/secret", "rtmp://h/live/***"),
        ("rtspsrc user-pw=secret location=rtsp://h/x", "rtspsrc user-pw=*** location=rtsp://h/x"),
        ("me:secret@host/a", "***@host/a"),
        ("rtsp:/me:secret@host/a", "***@host/a"),
        ("host/a?token=secret", "host/a?token=***"),
    ],
)
def test_secrets_are_hidden(source: str, shown: str | None) -> None:
    assert "secret" not in printable(source)
    assert shown is None or printable(source) == shown
    assert printable(printable(source)) == printable(source)


@pytest.mark.parametrize(
    "source",
    [
        *("0", "HD Webcam: front", "desk.mp4", "/home/me/a=b/desk at 5@home.mp4", "../a?.png"),
        *("C:\\Users\\me@work\\desk.mp4", "udp://0.0.0.0:1234", "http://h/x@2.mp4"),
        *("http://[::1]:80/desk.mp4", "https://h/2026/desk2026recording.mp4", "file:///a/b.mp4"),
    ],
)
def test_other_names_stay_what_they_are(source: str) -> None:
    assert printable(source) == source


def test_what_looks_alike_without_its_secrets_gets_a_number() -> None:
    assert list(distinct(["http://h/?a=1", "http://h/?a=2", "b", "b"]).values()) == [
        "http://h/?a=***",
        "http://h/?a=*** (2)",
        "b",
    ]


def test_addresses_within_a_text() -> None:
    text = "camera.source=rtsp://me:secret@h/x is bad\n  (got 'http://h/?t=secret', me:secret@h)"

    shown = scrubbed(text)

    assert "secret" not in shown
    assert shown.startswith("camera.source=rtsp://***@h/x is bad\n  (got 'http://h/?t=***")


def test_a_traceback_in_the_log() -> None:
    try:
        raise ConnectionError(111, "refused", "http://me:secret@h/x?t=secret")  # noqa: TRY301
    except ConnectionError as error:
        record = logging.makeLogRecord(
            {
                "msg": "no %s",
                "args": ("rtsp://me:secret@h",),
                "exc_info": (type(error), error, None),
            }
        )

    written = ScrubbedFormatter("%(message)s").format(record)

    assert "no rtsp://***@h" in written
    assert "refused: 'http://***@h/x?t=***" in written
    assert "secret" not in written
