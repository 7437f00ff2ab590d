"""The figure that moves: joints, keyframes, contacts, and what is drawn of them."""
