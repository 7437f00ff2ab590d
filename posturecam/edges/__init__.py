"""One module per neighbour: translate, then get out of the way."""

import os

# OpenCV reads these when it is loaded: a damaged picture must not claim all memory, and streams
# that break off are reported by posturecam, not by lines on the terminal.
os.environ.setdefault("OPENCV_IO_MAX_IMAGE_PIXELS", "100000000")
os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
os.environ.setdefault("OPENCV_LOG_LEVEL", "SILENT")
