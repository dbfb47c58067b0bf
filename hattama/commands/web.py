"""hattama web: one process that serves pages and API."""

import ipaddress
from pathlib import Path

import click

from hattama import VERSION, logs
from hattama.commands.db import application_address
from models.errors import BadInputError
from models.process_life import beginning, die_with
from models.sentences import Sentence
from models.settings import Settings


class PlainHttpError(BadInputError):
    """Without TLS only this machine itself may be served; `host`."""

    sentence = Sentence(
        ru="По адресу {host} без шифрования служба не запускается. Укажите --certificate и --key или, если шифрует прокси, "
        "--behind-proxy.",
        kk="{host} мекенжайында қызмет шифрлаусыз іске қосылмайды. --certificate және --key немесе, прокси шифрласа, "
        "--behind-proxy көрсетіңіз.",
        en="The service does not start on {host} without encryption. Give --certificate and --key or, where a proxy "
        "encrypts, --behind-proxy.",
    )


def is_loopback(host: str) -> bool:
    """Whether an address is this machine's own."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@click.command(name="web")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to serve.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to serve.")
@click.option("--certificate", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="TLS certificate, PEM.")
@click.option("--key", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Its private key, PEM.")
@click.option("--behind-proxy", is_flag=True, help="A proxy in front encrypts and sets X-Forwarded-For.")
@click.option("--owner", type=int, hidden=True, help="End with the process of this number.")
@click.option("--set-up-hash", hidden=True, help="SHA-256 of the link's token by which a new service is set up.")
@click.pass_obj
def command(  # the options of one command
    settings: Settings,
    *,
    host: str,
    port: int,
    certificate: Path | None,
    key: Path | None,
    behind_proxy: bool,
    owner: int | None,
    set_up_hash: str | None,
) -> None:
    """Serve pages and API until told to stop (SIGTERM, Ctrl-C)."""
    if owner is not None:
        die_with(owner)
    if not (certificate and key) and not behind_proxy and not is_loopback(host):
        raise PlainHttpError(host=host)
    logs.begin(settings)
    with beginning():
        import uvicorn

        from api.app import create_app

    with application_address(settings) as address:
        with beginning():
            app = create_app(
                settings,
                address,
                version=VERSION,
                secure=bool(certificate) or behind_proxy,
                behind_proxy=behind_proxy,
                set_up_hash=bytes.fromhex(set_up_hash) if set_up_hash else None,
            )
        uvicorn.run(
            app,
            host=host,
            port=port,
            http="httptools",
            loop="uvloop",
            ssl_certfile=certificate,
            ssl_keyfile=key,
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,  # ours are taken in api/proxy.py, where it is still known who sent them
            timeout_graceful_shutdown=5,
        )
