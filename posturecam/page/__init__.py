"""The page: a small server on this computer that shows the running instance in a browser."""
