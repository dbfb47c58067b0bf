"""Errors as replies: one table of statuses, one shape of body, a sentence in the reader's language."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import psycopg
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from api import compatible_errors
from api.compatible_errors import (
    LostError,
    NotDoneInTimeError,
    NotServedError,
    RequestError,
    TooManyRequestsError,
    WorkFailedError,
)
from api.form import FormError
from api.identity_errors import (
    CertificateHeaderError,
    CertificateUnreadableError,
    NotLinkedError,
    ProviderRefusedError,
)
from api.web.assets import PagesMissingError
from models.errors import BadInputError, FailureError, HattamaError
from models.outgoing import CallFailedError, NeverCalledError, NotAllowedError, UrlError
from models.protocol_versions import VersionStateError
from models.retention import NotErasableError
from models.sentences import INTERFACE_LANGUAGES, InterfaceLanguage, Sentence
from models.store.database import DatabaseUnavailableError
from models.store.files import StorageError


class SignInNeededError(BadInputError):
    """Nobody is signed in, or not any more."""

    sentence = Sentence(
        ru="Войдите в систему: вход не выполнен или истёк.",
        kk="Жүйеге кіріңіз: кіру орындалмаған немесе мерзімі өткен.",
        en="Sign in: you are not signed in, or not any more.",
    )


class SignInRefusedError(BadInputError):
    """Login, password or code is wrong; which one, is not told."""

    sentence = Sentence(
        ru="Неверное имя, пароль или код.", kk="Логин, құпиясөз немесе код қате.", en="Login, password or code is wrong."
    )


class LockedOutError(BadInputError):
    """Too many wrong tries in a row; `seconds` to wait."""

    sentence = Sentence(
        ru="Слишком много неверных попыток. Повторите через {seconds} с.",
        kk="Қате әрекет тым көп. {seconds} с кейін қайталаңыз.",
        en="Too many wrong tries. Try again in {seconds} s.",
    )


class FactorNeedsPasswordError(BadInputError):
    """A second factor goes with a password, and the account has none."""

    sentence = Sentence(
        ru="Сначала задайте пароль: второй фактор проверяется вместе с ним.",
        kk="Алдымен құпиясөз орнатыңыз: екінші фактор сонымен бірге тексеріледі.",
        en="Set a password first: the second factor is asked together with it.",
    )


class ForbiddenError(BadInputError):
    """The account's role, its grant or the token's scope does not let it do this to what it may see."""

    sentence = Sentence(
        ru="Ваша роль или выданный доступ не даёт права на это действие.",
        kk="Рөліңіз немесе берілген рұқсат бұл әрекетке құқық бермейді.",
        en="Your role, or the access you were given, does not let you do this.",
    )


class OtherSiteError(BadInputError):
    """A browser sent this from another site's page."""

    sentence = Sentence(
        ru="Запрос пришёл со страницы другого сайта и отклонён.",
        kk="Сұрау басқа сайттың бетінен келді және қабылданбады.",
        en="The request came from another site's page and is refused.",
    )


class NotFoundError(BadInputError):
    """Not there, or not for whoever asks: the two are told alike."""

    sentence = Sentence(ru="Не найдено.", kk="Табылмады.", en="Not found.")


class ConflictError(BadInputError):
    """Somebody changed it meanwhile, or it stands already; `what`."""

    sentence = Sentence(
        ru="Конфликт: {what}. Обновите данные и повторите.",
        kk="Қайшылық: {what}. Деректерді жаңартып, қайталаңыз.",
        en="A conflict: {what}. Reload and repeat.",
    )


class InvalidError(BadInputError):
    """What was sent cannot be used; `what`."""

    sentence = Sentence(
        ru="Данные не приняты: {what}.", kk="Деректер қабылданбады: {what}.", en="What was sent cannot be used: {what}."
    )


class NoReceiverError(InvalidError):
    """No account of a participant is meant by what was sent; whether there is one of another role or name, is not told."""

    sentence = Sentence(
        ru="Нет учётной записи участника с таким логином и именем. Уточните их у владельца.",
        kk="Мұндай логині мен аты бар қатысушының есептік жазбасы жоқ. Иесінен нақтылаңыз.",
        en="No account of a participant has this login and name. Ask its owner.",
    )


class DecisionBlockedError(BadInputError):
    """Controls do not let a procedural decision be recorded; `blocking` tells which, why, and on which law."""

    sentence = Sentence(
        ru="Решение не записано. Его не допускают правила: {controls_ru}.",
        kk="Шешім жазылмады. Оған ережелер жол бермейді: {controls_kk}.",
        en="The decision is not recorded. Controls do not allow it: {controls_en}.",
    )


class ActBlockedError(DecisionBlockedError):
    """Controls do not let a protocol be called signed, or an inspection registered; `blocking` as for a decision."""

    sentence = Sentence(
        ru="Не записано: этого не допускают правила: {controls_ru}.",
        kk="Жазылмады: оған ережелер жол бермейді: {controls_kk}.",
        en="It is not recorded. Controls do not allow it: {controls_en}.",
    )


class NoRoomError(BadInputError):
    """The disk's reserve would be used up."""

    sentence = Sentence(
        ru="На сервере не хватает места для этой записи. Сообщите администратору.",
        kk="Серверде бұл жазбаға орын жетпейді. Әкімшіге хабарлаңыз.",
        en="The server has no room for this recording. Tell the administrator.",
    )


class TooLargeError(BadInputError):
    """More bytes, or more uploads at once, than allowed; `most`."""

    sentence = Sentence(ru="Превышен предел: {most}.", kk="Шектен асты: {most}.", en="More than is allowed: {most}.")


class BusyError(BadInputError):
    """Another request is writing to the same upload."""

    sentence = Sentence(
        ru="Эта загрузка уже идёт в другом соединении.",
        kk="Бұл жүктеу басқа қосылымда жүріп жатыр.",
        en="This upload goes on in another connection.",
    )


class OtherVersionError(BadInputError):
    """The sender speaks another version of tus, or does not say which."""

    sentence = Sentence(
        ru="Версия протокола загрузки не поддерживается. Есть: {version}.",
        kk="Жүктеу хаттамасының нұсқасы қолдау таппайды. Бары: {version}.",
        en="This version of the upload protocol is not spoken here. There is: {version}.",
    )


class OtherContentError(BadInputError):
    """A body of another kind is expected; `expected`."""

    sentence = Sentence(
        ru="Неверный Content-Type. Ожидается: {expected}.",
        kk="Content-Type қате. Күтілетіні: {expected}.",
        en="The Content-Type is wrong. Expected: {expected}.",
    )


class SearchAwayError(FailureError):
    """The search process does not answer."""

    sentence = Sentence(
        ru="Поиск по смыслу сейчас не работает. Ищите по словам или сообщите администратору.",
        kk="Мағынасы бойынша іздеу қазір жұмыс істемейді. Сөздер бойынша іздеңіз немесе әкімшіге хабарлаңыз.",
        en="Search by meaning does not work at present. Search by words, or tell the administrator.",
    )


class UnexpectedError(FailureError):
    """A bug, or an error that nobody thought of: what it says may quote data, so it is not repeated."""

    sentence = Sentence(
        ru="Внутренняя ошибка. Сообщите администратору.",
        kk="Ішкі қате. Әкімшіге хабарлаңыз.",
        en="An internal error. Tell the administrator.",
    )


STATUS: Mapping[type[HattamaError], int] = {
    CertificateHeaderError: 400,
    FormError: 400,
    RequestError: 400,
    SignInNeededError: 401,
    SignInRefusedError: 401,
    ProviderRefusedError: 401,
    NotLinkedError: 403,
    ForbiddenError: 403,
    OtherSiteError: 403,
    NotFoundError: 404,
    NotServedError: 404,
    ConflictError: 409,
    FactorNeedsPasswordError: 409,
    VersionStateError: 409,
    NotErasableError: 409,
    OtherVersionError: 412,
    TooLargeError: 413,
    OtherContentError: 415,
    InvalidError: 422,
    DecisionBlockedError: 422,
    UrlError: 422,
    NotAllowedError: 422,
    CertificateUnreadableError: 422,
    BusyError: 423,
    LockedOutError: 429,
    TooManyRequestsError: 429,
    UnexpectedError: 500,
    PagesMissingError: 500,  # told when the process starts
    WorkFailedError: 500,
    NeverCalledError: 502,
    CallFailedError: 502,
    DatabaseUnavailableError: 503,
    SearchAwayError: 503,
    LostError: 503,
    NotDoneInTimeError: 504,
    NoRoomError: 507,
    StorageError: 507,
}
"""Errors not named here are 422 where the sender was at fault and 500 where we were."""

LANGUAGE_COOKIE = "hattama_language"
"""What somebody chose who is not signed in."""

OF_EVERY_ROUTE = (
    SignInNeededError,
    ForbiddenError,
    OtherSiteError,
    NotFoundError,
    InvalidError,
    DatabaseUnavailableError,
)
"""What whoever asks anything of the API may be told."""

_OF_DATABASE: Mapping[type[psycopg.Error], type[HattamaError]] = {
    psycopg.errors.InsufficientPrivilege: ForbiddenError,  # row-level security refused
}


ErrorPage = Callable[[Request, HattamaError, int], Response]
"""An error as a page; the application's state holds it as `error_page`."""


class ErrorShown(BaseModel):
    """The body of every reply that is an error."""

    code: str  # the error's name, for programs
    message: str  # what is wrong and what to do, in the reader's language
    now: Any = None  # what stands there now, where it is in the way of what was sent
    blocking: Any = None  # verdicts of controls for which a decision is not recorded


def documented(*kinds: type[HattamaError], shown: type[BaseModel] = ErrorShown) -> dict[int | str, dict[str, Any]]:
    """These errors as the API's description tells them, by status."""
    told: dict[int | str, dict[str, Any]] = {}
    for kind in kinds:
        entry = told.setdefault(status_of(kind), {"model": shown, "description": ""})
        entry["description"] = " ".join(filter(None, (entry["description"], f"{kind.__name__}: {kind.__doc__}")))
    return told


def status_of(kind: type[HattamaError]) -> int:
    """The HTTP status of an error."""
    fallback = 422 if issubclass(kind, BadInputError) else 500
    return next((STATUS[each] for each in kind.__mro__ if each in STATUS), fallback)


def language_of(request: Request) -> InterfaceLanguage:
    """The reader's, by the account, by choice or by what the browser prefers; Russian where it says nothing."""
    chosen: InterfaceLanguage | None = getattr(request.state, "language", None)
    if chosen:
        return chosen
    remembered = request.cookies.get(LANGUAGE_COOKIE)
    for language in INTERFACE_LANGUAGES:
        if remembered == language:
            return language
    for wish in request.headers.get("accept-language", "").split(","):
        for language in INTERFACE_LANGUAGES:
            if wish.strip().lower().startswith(language):
                return language
    return "ru"


def wants_page(request: Request) -> bool:
    """Whether a person's browser waits for a page, and neither a program nor a script of a page for words."""
    if is_compatible(request) or request.headers.get("hx-request") == "true":
        return False
    if request.headers.get("sec-fetch-mode") == "navigate":
        return True
    path = str(request.scope.get("path", ""))
    return not path.startswith("/api/") and "text/html" in request.headers.get("accept", "")


def reply(request: Request, error: HattamaError) -> Response:
    """An error as its reply: a page for a browser, where the application has any, else JSON."""
    status = status_of(type(error))
    headers = {}
    if isinstance(error, LockedOutError):
        headers["Retry-After"] = str(error.data["seconds"])
    if status == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="hattama"'
    page: ErrorPage | None = getattr(getattr(request.scope.get("app"), "state", None), "error_page", None)
    if page is not None and wants_page(request):
        response = page(request, error, status)
        response.headers.update(headers)
        return response
    if is_compatible(request):
        told = compatible_errors.body_of_error(error, language_of(request), status=status)
        return _Told(told, status_code=status, headers=headers | compatible_errors.headers_of(error))
    body: dict[str, object] = {"code": type(error).__name__, "message": error.say(language_of(request))}
    body |= {name: error.data[name] for name in ("now", "blocking") if name in error.data}
    return _Told(body, status_code=status, headers=headers)


def is_compatible(request: Request) -> bool:
    """Whether the reply is read by clients of OpenAI's API."""
    return str(request.scope.get("path", "")).startswith(compatible_errors.PREFIX)


class _Told(JSONResponse):
    """Escapes what is not ASCII: what was sent is quoted, and half a character has no bytes in UTF-8."""

    def render(self, content: Any) -> bytes:
        return json.dumps(content, allow_nan=False, separators=(",", ":")).encode("ascii")


def install(app: FastAPI) -> None:
    """Every error of ours, of the database and of the framework in one shape."""

    @app.exception_handler(HattamaError)
    def ours(request: Request, error: HattamaError) -> Response:
        return reply(request, error)

    @app.exception_handler(psycopg.Error)
    def of_database(request: Request, error: psycopg.Error) -> Response:
        kind = next((_OF_DATABASE[each] for each in type(error).__mro__ if each in _OF_DATABASE), None)
        if kind is None:
            raise error
        return reply(request, kind())

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> Response:
        where = "; ".join(f"{'.'.join(str(part) for part in each['loc'][1:])}: {each['msg']}" for each in error.errors())
        return reply(request, InvalidError(what=where))

    @app.exception_handler(HTTPException)
    def of_framework(request: Request, error: HTTPException) -> Response:
        if error.status_code == 404:
            return reply(request, NotFoundError())
        if error.status_code == 400:  # a body that is no JSON at all
            return reply(request, InvalidError(what=error.detail))
        told = {"code": f"Http{error.status_code}", "message": str(error.detail)}
        return _Told(
            compatible_errors.body_of(status=error.status_code, **told) if is_compatible(request) else told,
            status_code=error.status_code,
            headers=error.headers,
        )
