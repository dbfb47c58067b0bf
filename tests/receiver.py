"""A real HTTP server on this machine, at an address that is not loopback, and a certificate for it."""

import ipaddress
import socket
import ssl
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import psutil
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


def own_address():
    """An address of this machine that others could reach; a machine that has none cannot be tried."""
    for addresses in psutil.net_if_addrs().values():
        for each in addresses:
            if each.family == socket.AF_INET and not ipaddress.ip_address(each.address).is_loopback:
                return each.address
    return pytest.skip("this machine has no address but loopback")


@dataclass
class Receiver:
    """A running server: what it got, and how it answers."""

    host: str
    port: int
    scheme: str
    got: list = field(default_factory=list)  # (method, path, headers, body)
    answer: object = None  # called with the handler, the method, the path and the body

    @property
    def url(self):
        return f"{self.scheme}://{self.host}:{self.port}"


def say(status, content=b"", **headers):
    """An answer that is always the same; `content_type="..."` is a header."""

    def answer(handler, *_):
        handler.send_response(status)
        for name, value in {"Content-Length": str(len(content)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(content)

    return answer


@contextmanager
def receiving(answer=None, *, host=None, tls=None):
    """A server until the end; `tls` is a certificate's file with its key."""
    host = host or own_address()

    class Handler(BaseHTTPRequestHandler):
        def handle_any(self):
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            receiver.got.append((self.command, self.path, dict(self.headers), body))
            receiver.answer(self, self.command, self.path, body)

        do_GET = do_POST = handle_any  # noqa: N815

        def log_message(self, *_):
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_):  # a caller that goes away is what some tests are about
            pass

    with Server((host, 0), Handler) as server:
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(tls)
            server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        port = server.server_address[1]
        receiver = Receiver(host=host, port=port, scheme="https" if tls else "http", answer=answer or say(204))
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield receiver
        finally:
            server.shutdown()
            thread.join()


def certificate(folder, *names):
    """A file with a certificate for these names and addresses, signed by itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([_general(each) for each in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "certificate.pem"
    file.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return file


def _general(name):
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def trusting(file):
    """Whoever trusts that certificate and no other."""
    return ssl.create_default_context(cafile=str(file))
