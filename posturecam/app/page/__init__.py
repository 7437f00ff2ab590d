"""What the page shows and changes, from files, history and the running instance."""
