"""Time to the first reading, and memory, of the program and of the bare minimum."""

import subprocess
import sys
import time
from pathlib import Path
from statistics import median

BARE = """
import sys, time
import av, numpy
if sys.argv[5] == "lean":
    from posturecam.edges.mediapipe.lazy_import import load_mediapipe
    load_mediapipe()
import mediapipe
from mediapipe import Image, ImageFormat
from mediapipe.tasks.python import BaseOptions, vision
video, pose, face, seconds = sys.argv[1], *sys.argv[2:4], float(sys.argv[4])
def options(path): return BaseOptions(model_asset_buffer=open(path, "rb").read())
body = vision.PoseLandmarker.create_from_options(vision.PoseLandmarkerOptions(
    base_options=options(pose), running_mode=vision.RunningMode.VIDEO))
mesh = vision.FaceLandmarker.create_from_options(
    vision.FaceLandmarkerOptions(base_options=options(face)))
began, number = time.monotonic(), 0
while True:
    for frame in av.open(video).decode(video=0):
        image = Image(image_format=ImageFormat.SRGB, data=frame.to_ndarray(format="rgb24"))
        mesh.detect(image)
        body.detect_for_video(image, number)
        if not number: print("first", flush=True)
        number += 1
        if time.monotonic() - began > seconds:
            print([line for line in open("/proc/self/status") if line.startswith("VmRSS")][0])
            sys.exit()
"""


def bare_command(
    video: Path, bundles: tuple[Path, Path], seconds: float, *, lean: bool
) -> list[str]:
    """Return the command of the bare loop: it says when the first result is there.

    A `lean` one leaves out what posturecam does not load of MediaPipe.
    """
    how = "lean" if lean else "whole"
    return [sys.executable, "-c", BARE, str(video), *map(str, bundles), str(seconds), how]


def watch_command(video: Path, profile: Path, seconds: float) -> list[str]:
    """Return the command that watches `video` for `seconds` and writes its looks."""
    words = ["--source", video, "--profile", profile, "--for", f"{seconds:g}s", "--jsonl", "-"]
    cooldown = ["--set", "notifications.desktop=false", "--set", "history.record=false"]
    return [sys.executable, "-m", "posturecam", "watch", *map(str, words), *cooldown]


def first_line_s(command: list[str], wanted: str, runs: int) -> float:
    """Return the median time until a line with `wanted` comes."""
    return median(_first_line_s(command, wanted) for _ in range(runs))


def _started(command: list[str]) -> "subprocess.Popen[str]":
    return subprocess.Popen(  # noqa: S603
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )


def _first_line_s(command: list[str], wanted: str) -> float:
    began_s = time.monotonic()
    with _started(command) as run:
        assert run.stdout is not None  # noqa: S101
        for line in run.stdout:
            if wanted in line:
                lasted_s = time.monotonic() - began_s
                run.terminate()
                return lasted_s
    msg = f"{command[:4]} ended without {wanted!r}"
    raise SystemExit(msg)


def memory_mb(command: list[str], at_s: tuple[float, ...]) -> list[float]:
    """Return the resident memory of `command` at each of the times after its first line."""
    sizes: list[float] = []
    with _started(command) as run:
        assert run.stdout is not None  # noqa: S101
        began_s = None
        for _ in run.stdout:
            began_s = began_s or time.monotonic()
            if len(sizes) < len(at_s) and time.monotonic() - began_s >= at_s[len(sizes)]:
                sizes.append(_resident_mb(run.pid))
            if len(sizes) == len(at_s):
                run.terminate()
                break
    return sizes


def bare_memory_mb(command: list[str]) -> float:
    """Return the resident memory of the bare loop at its end."""
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603
    return float(out.split("VmRSS:")[1].split()[0]) / 1024


def _resident_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return float(status.split("VmRSS:")[1].split()[0]) / 1024
