"""How bodies are built and move, and how they look to a camera."""
