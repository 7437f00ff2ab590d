"""What a frame shows: landmarks, the head, the features that measurement starts from."""
