"""`posturecam profiles`."""

from pathlib import Path

import click

from posturecam.cli.common import json_option, print_json

FILE = click.Path(dir_okay=False, path_type=Path)


@click.group()
def profiles() -> None:
    """Manage calibration profiles.

    `posturecam watch` keeps what it learns about camera and person beside each profile, as numbers
    only.  `posturecam profiles show` describes this learned data, `posturecam profiles forget`
    deletes it.

    \b
    Example:
      posturecam profiles list
      posturecam profiles export default my-desk.toml
    """


@profiles.command("list")
@json_option
def list_(as_json: bool) -> None:  # noqa: FBT001 - click passes options by name
    """List the profiles.

    \b
    Example:
      posturecam profiles list --json
    """
    from posturecam.app.admin.profiles import list_text, list_values

    if as_json:
        print_json(list_values())
    else:
        click.echo(list_text())


@profiles.command()
@click.argument("name")
@json_option
def show(name: str, as_json: bool) -> None:  # noqa: FBT001 - click passes options by name
    """Show a calibration profile and its learned data.

    NAME is the name of a profile, or a .toml file.

    \b
    Example:
      posturecam profiles show default
    """
    from posturecam.app.admin.profiles import show_text, show_values

    if as_json:
        print_json(show_values(name))
    else:
        click.echo(show_text(name))


@profiles.command()
@click.argument("old")
@click.argument("new")
def rename(old: str, new: str) -> None:
    """Give the profile OLD the name NEW.

    \b
    Example:
      posturecam profiles rename default home
    """
    from posturecam.app.admin.profiles import rename as run

    click.echo(f"{old} is now {run(old, new)}")


@profiles.command()
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask for confirmation.")
def delete(name: str, yes: bool) -> None:  # noqa: FBT001 - click passes options by name
    """Delete the profile NAME and its learned data.

    \b
    Example:
      posturecam profiles delete old-desk --yes
    """
    from posturecam.app.admin.profiles import delete as run
    from posturecam.app.admin.profiles import require

    require(name)
    if not yes:
        click.confirm(f"Delete the profile {name}?", abort=True)
    click.echo(f"deleted {run(name)}")


@profiles.command()
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask for confirmation.")
def forget(name: str, yes: bool) -> None:  # noqa: FBT001 - click passes options by name
    """Delete the learned data of the profile NAME.

    The calibration stays.

    \b
    Example:
      posturecam profiles forget default --yes
    """
    from posturecam.app.admin.profiles import forget as run
    from posturecam.app.admin.profiles import what_was_learned

    learned = what_was_learned(name)
    if learned is None:
        click.echo(f"the profile {name} has no learned data")
        return
    click.echo(f"To be deleted: {learned}")
    if not yes:
        click.confirm(f"Delete the learned data of the profile {name}?", abort=True)
    run(name)
    click.echo(f"deleted the learned data of {name}")


@profiles.command("forget-gains")
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask for confirmation.")
def forget_gains(name: str, yes: bool) -> None:  # noqa: FBT001 - click passes options by name
    """Delete the personal gains that `posturecam verify` wrote to the profile NAME.

    The calibration stays.

    \b
    Example:
      posturecam profiles forget-gains default --yes
    """
    from posturecam.app.admin.profiles import forget_gains as run
    from posturecam.app.admin.profiles import require

    require(name)
    if not yes:
        click.confirm(f"Delete the personal gains of the profile {name}?", abort=True)
    had = run(name)
    click.echo(f"{'deleted the' if had else 'there are no'} personal gains of {name}")


@profiles.command()
@click.argument("name")
@click.argument("file", type=FILE)
@click.option("--yes", is_flag=True, help="Replace existing files without asking.")
def export(name: str, file: Path, yes: bool) -> None:  # noqa: FBT001 - click's way
    """Copy the profile NAME to FILE; ask before replacing a file.

    Its learned data is copied beside FILE, to a file that ends in .learned.json.

    \b
    Example:
      posturecam profiles export default my-desk.toml
    """
    from posturecam.app.admin.profiles import export as run
    from posturecam.app.admin.profiles import exported, require

    require(name)
    for path in exported(name, file):
        if path.is_file() and not yes:
            click.confirm(f"{path} already exists. Replace it?", abort=True, err=True)
    click.echo(f"wrote {' and '.join(map(str, run(name, file)))}")


@profiles.command("import")
@click.argument("file", type=FILE)
@click.option("--name", help="Name of the imported profile. [default: the name in the file]")
def import_(file: Path, name: str | None) -> None:
    """Check the profile in FILE and import it.

    An existing profile of the same name is kept as .bak.  Learned data beside FILE (.learned.json)
    is imported too.

    \b
    Example:
      posturecam profiles import my-desk.toml --name office
    """
    from posturecam.app.admin.profiles import import_ as run

    click.echo(f"imported {run(file, name)}")
