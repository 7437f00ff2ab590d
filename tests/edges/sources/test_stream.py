"""A real stream over the network of this machine, as an IP camera gives it."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import cv2
import pytest

from posturecam.core.values import Frame, Unseen, Why
from posturecam.edges.sources.open_source import open_source
from posturecam.settings import Camera
from tests.support.film import colour_at, corners


class IpCamera(BaseHTTPRequestHandler):
    """Sends one JPEG after the other, as long as it is switched on."""

    on = threading.Event()
    EVERY_S = 0.04

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=next")
        self.end_headers()
        shade = 0
        while self.on.is_set():
            shade += 1
            picture = cv2.imencode(".jpg", corners(shade=shade)[:, :, ::-1])[1].tobytes()
            head = f"--next\r\nContent-Type: image/jpeg\r\nContent-Length: {len(picture)}\r\n\r\n"
            self.wfile.write(head.encode() + picture + b"\r\n")
            threading.Event().wait(self.EVERY_S)

    def log_message(self, *_: object) -> None:
        """Print nothing."""

    def handle(self) -> None:
        try:
            super().handle()
        except ConnectionError:
            self.close_connection = True


@pytest.fixture
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), IpCamera)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    IpCamera.on.set()
    yield f"http://127.0.0.1:{server.server_address[1]}/video"
    IpCamera.on.clear()
    server.shutdown()
    thread.join()
    server.server_close()


def test_pictures_come_and_a_broken_connection_is_reported(address: str) -> None:
    with open_source(address, Camera(start_s=10.0, silence_s=2.0)) as source:
        frame = source.read(0.0)
        assert isinstance(frame, Frame)
        assert source.live
        assert source.size == (64, 48)
        assert colour_at(frame.image, "top left") == "red"
        IpCamera.on.clear()
        while not isinstance(seen := source.read(0.0), Unseen):
            pass
        assert seen.why is Why.CAMERA_LOST
