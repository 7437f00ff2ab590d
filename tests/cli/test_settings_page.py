from click.testing import CliRunner

from posturecam.cli.main import cli
from tests.support.paths import DOCS

PAGE = DOCS / "settings.md"


def test_the_page_of_settings_is_what_the_program_says() -> None:
    reported = CliRunner().invoke(cli, ["settings", "list", "--markdown"]).output

    assert PAGE.read_text(encoding="utf-8") == reported, (
        "run: posturecam settings list --markdown > docs/settings.md"
    )
