"""Errors as replies: one table of statuses, one shape of body, a sentence in the reader's language."""

import logging
from collections.abc import Mapping
from typing import Any

import psycopg
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from models.errors import BadInputError, HattamaError
from models.sentences import INTERFACE_LANGUAGES, InterfaceLanguage, Sentence
from models.store.database import DatabaseUnavailableError
from models.store.files import StorageError

LOG = logging.getLogger("hattama.web")


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


class ForbiddenError(BadInputError):
    """The account's role, or the token's scope, does not let it do this."""

    sentence = Sentence(
        ru="Ваша роль не даёт права на это действие.",
        kk="Рөліңіз бұл әрекетке құқық бермейді.",
        en="Your role does not let you do this.",
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


STATUS: Mapping[type[HattamaError], int] = {
    SignInNeededError: 401,
    SignInRefusedError: 401,
    ForbiddenError: 403,
    OtherSiteError: 403,
    NotFoundError: 404,
    ConflictError: 409,
    TooLargeError: 413,
    InvalidError: 422,
    BusyError: 423,
    LockedOutError: 429,
    DatabaseUnavailableError: 503,
    NoRoomError: 507,
    StorageError: 507,
}
"""Errors not named here are 422 where the sender was at fault and 500 where we were."""

_OF_DATABASE: Mapping[type[psycopg.Error], type[HattamaError]] = {
    psycopg.errors.InsufficientPrivilege: ForbiddenError,  # row-level security refused
}


def language_of(request: Request) -> InterfaceLanguage:
    """The reader's, by the account or by what the browser prefers; Russian where it says nothing."""
    chosen: InterfaceLanguage | None = getattr(request.state, "language", None)
    if chosen:
        return chosen
    for wish in request.headers.get("accept-language", "").split(","):
        for language in INTERFACE_LANGUAGES:
            if wish.strip().lower().startswith(language):
                return language
    return "ru"


def reply(request: Request, error: HattamaError, *, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """An error as its reply."""
    fallback = 422 if isinstance(error, BadInputError) else 500
    status = next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), fallback)
    told = dict(headers or {})
    if isinstance(error, LockedOutError):
        told["Retry-After"] = str(error.data["seconds"])
    if status == 401:
        told["WWW-Authenticate"] = 'Bearer realm="hattama"'
    body: dict[str, Any] = {"code": type(error).__name__, "message": error.say(language_of(request))}
    if "now" in error.data:  # what stands there now, beside what was sent
        body["now"] = error.data["now"]
    return JSONResponse(body, status_code=status, headers=told)


def install(app: FastAPI) -> None:
    """Every error of ours, of the database and of the framework in one shape."""

    @app.exception_handler(HattamaError)
    def ours(request: Request, error: HattamaError) -> JSONResponse:
        return reply(request, error)

    @app.exception_handler(psycopg.Error)
    def of_database(request: Request, error: psycopg.Error) -> JSONResponse:
        kind = next((_OF_DATABASE[each] for each in type(error).__mro__ if each in _OF_DATABASE), None)
        if kind is None:
            raise error
        return reply(request, kind())

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        where = "; ".join(f"{'.'.join(str(part) for part in each['loc'][1:])}: {each['msg']}" for each in error.errors())
        return reply(request, InvalidError(what=where))

    @app.exception_handler(HTTPException)
    def of_framework(request: Request, error: HTTPException) -> JSONResponse:
        if error.status_code == 404:
            return reply(request, NotFoundError())
        return JSONResponse(
            {"code": f"Http{error.status_code}", "message": str(error.detail)},
            status_code=error.status_code,
            headers=error.headers,
        )

    @app.exception_handler(Exception)
    def unexpected(request: Request, error: Exception) -> JSONResponse:
        LOG.error("%s %s: %s", request.method, request.scope.get("route_path", ""), type(error).__name__)
        sentence = Sentence(
            ru="Внутренняя ошибка. Сообщите администратору.",
            kk="Ішкі қате. Әкімшіге хабарлаңыз.",
            en="An internal error. Tell the administrator.",
        )
        return JSONResponse({"code": "Unexpected", "message": sentence.in_language(language_of(request))}, status_code=500)
