import pytest

from posturecam.edges.home.command_line import split
from posturecam.errors import InputError


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("", ()),
        ("notify", ("notify",)),
        ("notify --title 'sit up' now", ("notify", "--title", "sit up", "now")),
        ("echo $HOME > file; rm x | y", ("echo", "$HOME", ">", "file;", "rm", "x", "|", "y")),
        (r"a\ b", ("a b",)),
    ],
)
def test_a_line_is_words_and_no_shell(line: str, words: tuple[str, ...]) -> None:
    assert split(line, windows=False) == words


def test_a_quote_that_is_not_closed() -> None:
    with pytest.raises(InputError, match="no closing quotation"):
        split("say 'hello", windows=False)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("", ()),
        ("  ", ()),
        ("a  b\tc ", ("a", "b", "c")),
        (r'"C:\Program Files\x.exe" a', (r"C:\Program Files\x.exe", "a")),
        # The examples of "Parsing C command-line arguments" (Microsoft).
        ('"a b c" d e', ("a b c", "d", "e")),
        (r'"ab\"c" "\\" d', ('ab"c', "\\", "d")),
        (r'a\\\b d"e f"g h', (r"a\\\b", "de fg", "h")),
        (r"a\\\"b c d", (r"a\"b", "c", "d")),
        (r'a\\\\"b c" d e', (r"a\\b c", "d", "e")),
        ('a"b"" c d', ('ab" c d',)),
        # Two quotes outside of quotes are an empty word; one that is escaped, then one that opens.
        ('a "" b', ("a", "", "b")),
        (r'\""a b"', ('"a b',)),
    ],
)
def test_windows_has_rules_of_its_own(line: str, words: tuple[str, ...]) -> None:
    assert split(line, windows=True) == words
