"""Where frames come from: cameras, streams, recordings, pose tapes."""
