"""Uploads by tus to the application of a test."""

import base64
import hashlib

TUS = {"Tus-Resumable": "1.0.0"}
BODY = {**TUS, "Content-Type": "application/offset+octet-stream"}


def metadata(**values):
    """Values as an announcement carries them."""
    return ",".join(f"{name} {base64.b64encode(str(value).encode()).decode()}" for name, value in values.items())


def announced(service, case_id, size, who="investigator", **more):
    """The reply to an announcement."""
    sent = {"filename": "допрос.ogg", "case_id": case_id} | more
    headers = {**TUS, "Upload-Length": str(size), "Upload-Metadata": metadata(**sent)}
    return service.ask(who, "POST", "/api/uploads", headers=headers)


def begun(service, case_id, size, who="investigator", **more):
    """The address of a new upload."""
    reply = announced(service, case_id, size, who, **more)
    assert reply.status_code == 201, reply.text
    return reply.headers["Location"]


def patch(service, path, offset, content, who="investigator", **headers):
    """The reply to some bytes."""
    return service.ask(who, "PATCH", path, content=content, headers={**BODY, "Upload-Offset": str(offset), **headers})


def head(service, path, who="investigator"):
    """The reply to the question how far an upload is."""
    return service.ask(who, "HEAD", path, headers=TUS)


def received(service, path, who="investigator"):
    """What became of an upload."""
    return service.ask(who, "GET", path).json()


def custody(service, recording, who="investigator"):
    """Everything known of a recording's bytes."""
    return service.ask(who, "GET", f"/api/recordings/{recording['id']}/custody").json()


def uploaded(service, case_id, content, who="investigator", **more):
    """The recording of these bytes."""
    path = begun(service, case_id, len(content), who, **more)
    assert patch(service, path, 0, content, who).status_code == 204
    return received(service, path, who)["recording"]


def sha256(content):
    """Their hash."""
    return hashlib.sha256(content).hexdigest()
