"""What a recording holds, as a digest: the same bytes, the same digest, whatever it is called."""

import hashlib
from pathlib import Path

from posturecam.edges.files.file_names import shown
from posturecam.edges.sources.images import pictures_in
from posturecam.errors import SourceError


def content_of(path: Path) -> str:
    """Return the SHA-256 of the file `path`, or of the pictures of a folder in the order of names.

    Raises:
        SourceError: It cannot be read.
    """
    try:
        if not path.is_dir():
            return _of_file(path)
        whole = hashlib.sha256()
        for file in sorted(pictures_in(path)):
            whole.update(f"{_of_file(file)} {file.name}\n".encode(errors="surrogateescape"))
        return whole.hexdigest()
    except OSError as error:
        name = shown(path.name)
        msg = f"{name} cannot be read: {error.strerror or error}. Check who may read it."
        raise SourceError(msg) from error


def _of_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
