"""`advisor serve`: the web page and the HTTP API."""

from __future__ import annotations

import contextlib

import click

from advisor.cli.options import rules_option
from advisor.errors import MissingExtra


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on; 0.0.0.0 is every one of this machine's.")
@click.option("--port", default=8347, show_default=True, type=click.IntRange(0, 65535), help="The port; 0 takes a free one.")
@click.option("--allow-host", "names", multiple=True, metavar="NAME", help="A name that browsers may reach it by. May be repeated.")
@click.option("--no-browser", is_flag=True, help="Do not open the page in a browser.")
@rules_option
def serve(host: str, port: int, names: tuple[str, ...], no_browser: bool, directories: tuple[str, ...], no_default_rules: bool) -> int:
    """Open the web page: check a draft as you type, describe the situation, look up the rules.

    It answers on this machine only, unless --host says otherwise, and keeps nothing of what it is sent. The HTTP API is
    described at /docs. Ctrl-C ends it.

    \b
    Examples:
      advisor serve
      advisor serve --port 0 --no-browser
    """
    try:
        from advisor.web.app import Serving, create_app
        from advisor.web.guard import Limits
        from advisor.web.running import listen, run
    except ModuleNotFoundError as error:
        if error.name and error.name.partition(".")[0] == "advisor":
            raise
        raise MissingExtra("the web page needs hiring-advisor[web]; install it with: pip install 'hiring-advisor[web]'") from None
    sock = listen(host, port)
    hosts = frozenset(name.lower() for name in (*names, host))
    app = create_app(Serving(directories, not no_default_rules, Limits(hosts=hosts)))

    def say(address: str) -> None:
        click.echo(f"advisor is at {address} (Ctrl-C ends it)", err=True)

    with contextlib.suppress(KeyboardInterrupt):  # the way to end it
        run(app, sock, not no_browser, say)
    return 0
