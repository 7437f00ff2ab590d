"""`posturecam page-server`: the page's process; started by the instance."""

import click


@click.command(name="page-server", hidden=True)
def page_server() -> None:
    """Serve the page on this computer until nobody has looked at it for a while."""
    from posturecam.app.page.records import OwnRecords
    from posturecam.app.page.serve import serve_page
    from posturecam.edges.control.client import Instance
    from posturecam.edges.control.meeting_place import runtime_dir

    live = Instance()
    serve_page(live, OwnRecords(live), runtime_dir())
