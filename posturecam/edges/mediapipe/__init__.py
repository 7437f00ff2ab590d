"""MediaPipe: pictures in, landmarks out."""
