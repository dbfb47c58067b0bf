"""Settings: read once from the environment at the process door, frozen, and passed down."""

import ipaddress
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from models.errors import BadInputError
from models.sentences import INTERFACE_LANGUAGES, InterfaceLanguage, Sentence

DEFAULT_ROUTES = {"ru": "whisper-base", "kk": "whisper-base", "en": "whisper-base"}
"""Which weights write which language until an operator has better ones."""

DIARIZERS = ("stages", "pyannote-community-1")
EMBEDDER = "multilingual-e5-small"
"""What finds voices: the stages written here, or pyannote's pipeline over the weights of that name."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OidcSettings:
    """An OpenID Connect provider by which accounts may sign in."""

    issuer: str  # https, as its own document writes it
    client_id: str
    secret_file: Path
    public_url: str  # where browsers reach the service


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """What an operator may set."""

    weights_folder: Path  # where weights lie, a folder for each
    weights_sources: tuple[Path, ...] = ()  # folders and bundles looked into before any network
    ffmpeg: Path | None = None  # another decoder than the one installed with the program
    language: InterfaceLanguage = "ru"  # of messages
    log_format: Literal["text", "json"] = "text"  # of the service's processes
    offline: bool = False  # ask no network, ever
    routes: Mapping[str, str] = field(default_factory=lambda: dict(DEFAULT_ROUTES))  # language -> recognizer weights
    diarizer: str = DIARIZERS[0]
    search_socket: Path | None = None  # None: in the data folder
    embedder: str = EMBEDDER  # weights by which texts become vectors
    control_packs: tuple[Path, ...] = ()  # an agency's own packs of controls, beside those of the product
    data_folder: Path = Path("data")  # recordings and the embedded database
    backup_url: str | None = None  # of the backup's role on that server
    installed_folder: Path | None = None  # of an installation from a bundle
    database_url: str | None = None  # of the application's role on another server; without it the database is embedded
    owner_url: str | None = None  # of the owner's role on that server, for migrations only
    verify_days: int = 30  # each recording is looked at again after so many; 0: only when somebody asks
    compatible_api: bool = False  # serve POST /v1/audio/transcriptions

    oidc: OidcSettings | None = None
    trusted_proxies: tuple[str, ...] = ("127.0.0.1",)  # addresses and networks, where the service is behind a proxy
    certificate_header: str | None = None  # that the proxy sets to the client certificate it verified

    journal_key: Path | None = None  # signs the journal's checkpoints; default: in the data folder
    journal_witnesses: tuple[str, ...] = ()  # where checkpoints go: file:PATH, syslog:, syslog:HOST:PORT

    @property
    def journal_key_file(self) -> Path:
        """Where the key lies that signs the journal's checkpoints."""
        return self.journal_key or self.data_folder / "journal.key"

    @property
    def journal_checkpoints_file(self) -> Path:
        """The signer's own checkpoints, beside its key: what it compares the journal with before it signs again."""
        return self.journal_key_file.with_suffix(".checkpoints")

    @property
    def database_folder(self) -> Path:
        """Where the embedded database lies."""
        return self.data_folder / "database"

    @property
    def search_socket_file(self) -> Path:
        """Where the search process of this machine answers."""
        return self.search_socket or self.data_folder / "search.sock"


DESCRIPTIONS = {
    "HATTAMA_WEIGHTS_DIR": "Folder of the weights; default: hattama/weights in the user's cache folder.",
    "HATTAMA_WEIGHTS_FROM": "Folders and bundle files, separated by ':', to take weights from before any network.",
    "HATTAMA_FFMPEG": "Path of another ffmpeg binary than the installed one.",
    "HATTAMA_LANGUAGE": "Language of messages: ru, kk or en; default: from LANG, else ru.",
    "HATTAMA_LOG_FORMAT": "How the service's processes log: text (default) or json, a line for each event and request.",
    "HATTAMA_OFFLINE": "1: never ask a network.",
    "HATTAMA_RECOGNIZERS": "Which weights write which language: 'ru=whisper-large-v3,kk=gigaam-multilingual'.",
    "HATTAMA_DIARIZER": "What finds voices: stages (default) or pyannote-community-1.",
    "HATTAMA_EMBEDDER": "Which weights compare texts by meaning; default: multilingual-e5-small.",
    "HATTAMA_CONTROL_PACKS": "Folders, separated by ':', of an agency's own packs of controls; "
    "try them with `hattama controls check` first.",
    "HATTAMA_SEARCH_SOCKET": "Socket of the search process; default: search.sock in the data folder.",
    "HATTAMA_DATA_DIR": "Folder of recordings and the embedded database; default: hattama in the user's data folder, "
    "/var/lib/hattama for root.",
    "HATTAMA_DATABASE_URL": "Address of a PostgreSQL server, role hattama_app; default: the embedded database.",
    "HATTAMA_JOURNAL_KEY": "File of the key that signs the journal's checkpoints; default: journal.key in the data folder.",
    "HATTAMA_JOURNAL_WITNESSES": "Where checkpoints go, separated by ',': file:PATH, syslog: or syslog:HOST:PORT.",
    "HATTAMA_VERIFY_DAYS": "After how many days each recording's bytes are looked at again; default: 30; 0: never.",
    "HATTAMA_COMPATIBLE_API": "1: serve the OpenAI-compatible POST /v1/audio/transcriptions; default: it answers 404.",
    "HATTAMA_OIDC_ISSUER": "OpenID Connect provider to sign in by, https; its addresses must be allowed; default: none.",
    "HATTAMA_OIDC_CLIENT_ID": "Name under which the provider knows the service.",
    "HATTAMA_OIDC_CLIENT_SECRET_FILE": "File of the secret that goes with it.",
    "HATTAMA_PUBLIC_URL": "Address at which browsers reach the service; needed by the provider.",
    "HATTAMA_TRUSTED_PROXY": "Addresses and networks of proxies in front, separated by ','; default: 127.0.0.1.",
    "HATTAMA_CERTIFICATE_HEADER": "Header that the proxy sets to the client certificate it verified; default: none.",
    "HATTAMA_DATABASE_BACKUP_URL": "Address of the same database, role hattama_backup; only for hattama backup.",
    "HATTAMA_INSTALLED": "Folder of an installation from a bundle; its bin/hattama sets it.",
    "HATTAMA_DATABASE_OWNER_URL": "Address of the same database, role hattama_owner; only for hattama db.",
}
"""An operator's sentence for each variable; docs/settings.md shows the same."""


class SettingError(BadInputError):
    """A variable holds what it cannot; `name`, `value` and `allowed`."""

    sentence = Sentence(
        ru="Переменная {name} имеет недопустимое значение «{value}». Допустимо: {allowed}.",
        kk="{name} айнымалысының мәні «{value}» жарамсыз. Рұқсат етілгені: {allowed}.",
        en="The variable {name} holds “{value}”, which it cannot. Allowed: {allowed}.",
    )


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The environment as settings; SettingError where a value is not allowed."""
    home = Path(environment.get("HOME") or Path.home())
    cache = Path(environment.get("XDG_CACHE_HOME") or home / ".cache")
    ffmpeg = environment.get("HATTAMA_FFMPEG")
    return Settings(
        weights_folder=Path(environment.get("HATTAMA_WEIGHTS_DIR") or cache / "hattama" / "weights"),
        weights_sources=tuple(Path(part) for part in environment.get("HATTAMA_WEIGHTS_FROM", "").split(os.pathsep) if part),
        ffmpeg=Path(ffmpeg) if ffmpeg else None,
        language=_language(environment),
        log_format=_log_format(environment),
        offline=_flag(environment, "HATTAMA_OFFLINE"),
        routes=_routes(environment),
        diarizer=_diarizer(environment),
        search_socket=Path(environment["HATTAMA_SEARCH_SOCKET"]) if environment.get("HATTAMA_SEARCH_SOCKET") else None,
        embedder=environment.get("HATTAMA_EMBEDDER") or EMBEDDER,
        control_packs=tuple(Path(part) for part in environment.get("HATTAMA_CONTROL_PACKS", "").split(os.pathsep) if part),
        data_folder=Path(environment.get("HATTAMA_DATA_DIR") or _usual_data_folder(environment, home)),
        database_url=environment.get("HATTAMA_DATABASE_URL") or None,
        journal_key=Path(environment["HATTAMA_JOURNAL_KEY"]) if environment.get("HATTAMA_JOURNAL_KEY") else None,
        journal_witnesses=_witnesses(environment),
        backup_url=environment.get("HATTAMA_DATABASE_BACKUP_URL") or None,
        installed_folder=Path(environment["HATTAMA_INSTALLED"]) if environment.get("HATTAMA_INSTALLED") else None,
        owner_url=environment.get("HATTAMA_DATABASE_OWNER_URL") or None,
        oidc=_oidc(environment),
        trusted_proxies=_proxies(environment),
        certificate_header=_header(environment),
        compatible_api=_flag(environment, "HATTAMA_COMPATIBLE_API"),
        verify_days=_days(environment, "HATTAMA_VERIFY_DAYS", 30),
    )


def _usual_data_folder(environment: Mapping[str, str], home: Path) -> Path:
    if os.geteuid() == 0 and not environment.get("XDG_DATA_HOME"):
        return Path("/var/lib/hattama")  # PostgreSQL, which does not run as root, cannot go below /root
    return Path(environment.get("XDG_DATA_HOME") or home / ".local" / "share") / "hattama"


def _language(environment: Mapping[str, str]) -> InterfaceLanguage:
    chosen = environment.get("HATTAMA_LANGUAGE")
    if chosen:
        for language in INTERFACE_LANGUAGES:
            if chosen == language:
                return language
        raise SettingError(name="HATTAMA_LANGUAGE", value=chosen, allowed=", ".join(INTERFACE_LANGUAGES))
    locale = environment.get("LC_ALL") or environment.get("LC_MESSAGES") or environment.get("LANG") or ""
    for language in INTERFACE_LANGUAGES:
        if locale.startswith(f"{language}_"):
            return language
    return "ru"


def _witnesses(environment: Mapping[str, str]) -> tuple[str, ...]:
    chosen = tuple(part.strip() for part in environment.get("HATTAMA_JOURNAL_WITNESSES", "").split(",") if part.strip())
    for each in chosen:
        kind, separator, rest = each.partition(":")
        host, _, port = rest.rpartition(":")
        right = {"file": bool(rest), "syslog": not rest or (bool(host) and port.isdigit())}.get(kind, False)
        if not separator or not right:
            raise SettingError(name="HATTAMA_JOURNAL_WITNESSES", value=each, allowed="file:PATH, syslog:, syslog:HOST:PORT")
    return chosen


def _oidc(environment: Mapping[str, str]) -> OidcSettings | None:
    issuer = environment.get("HATTAMA_OIDC_ISSUER")
    if not issuer:
        return None
    if not issuer.startswith("https://"):
        raise SettingError(name="HATTAMA_OIDC_ISSUER", value=issuer, allowed="https://…")
    needed = ("HATTAMA_OIDC_CLIENT_ID", "HATTAMA_OIDC_CLIENT_SECRET_FILE", "HATTAMA_PUBLIC_URL")
    for name in needed:
        if not environment.get(name):
            raise SettingError(name=name, value="", allowed=DESCRIPTIONS[name])
    client_id, secret_file, public_url = (environment[name] for name in needed)
    if not public_url.startswith(("https://", "http://")):
        raise SettingError(name="HATTAMA_PUBLIC_URL", value=public_url, allowed="https://…")
    return OidcSettings(issuer=issuer, client_id=client_id, secret_file=Path(secret_file), public_url=public_url)


def _proxies(environment: Mapping[str, str]) -> tuple[str, ...]:
    value = environment.get("HATTAMA_TRUSTED_PROXY") or "127.0.0.1"
    chosen = tuple(part.strip() for part in value.split(",") if part.strip())
    try:
        for each in chosen:
            ipaddress.ip_network(each)
    except ValueError as error:
        raise SettingError(name="HATTAMA_TRUSTED_PROXY", value=value, allowed="10.0.0.7, 10.0.0.0/24, fd00::7") from error
    return chosen


def _header(environment: Mapping[str, str]) -> str | None:
    value = environment.get("HATTAMA_CERTIFICATE_HEADER")
    if value and not re.fullmatch(r"X-[A-Za-z0-9-]{1,60}", value):  # never one that has another meaning
        raise SettingError(name="HATTAMA_CERTIFICATE_HEADER", value=value, allowed="X-…")
    return value or None


def _flag(environment: Mapping[str, str], name: str) -> bool:
    value = environment.get(name, "")
    if value not in {"", "0", "1"}:
        raise SettingError(name=name, value=value, allowed="0, 1")
    return value == "1"


def _days(environment: Mapping[str, str], name: str, default: int) -> int:
    value = environment.get(name) or str(default)
    if not re.fullmatch(r"[0-9]{1,5}", value):
        raise SettingError(name=name, value=value, allowed="0, 1, 2, …")
    return int(value)


def _log_format(environment: Mapping[str, str]) -> Literal["text", "json"]:
    value = environment.get("HATTAMA_LOG_FORMAT") or "text"
    if value == "text":
        return "text"
    if value == "json":
        return "json"
    raise SettingError(name="HATTAMA_LOG_FORMAT", value=value, allowed="text, json")


def _diarizer(environment: Mapping[str, str]) -> str:
    value = environment.get("HATTAMA_DIARIZER") or DIARIZERS[0]
    if value not in DIARIZERS:
        raise SettingError(name="HATTAMA_DIARIZER", value=value, allowed=", ".join(DIARIZERS))
    return value


def _routes(environment: Mapping[str, str]) -> dict[str, str]:
    routes = dict(DEFAULT_ROUTES)
    value = environment.get("HATTAMA_RECOGNIZERS", "")
    for part in filter(None, value.split(",")):
        language, separator, weights = part.partition("=")
        if not (separator and language.strip() and weights.strip()):
            raise SettingError(name="HATTAMA_RECOGNIZERS", value=value, allowed="ru=NAME,kk=NAME,…")
        routes[language.strip()] = weights.strip()
    return routes
