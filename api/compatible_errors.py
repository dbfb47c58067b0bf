"""What the compatible route may answer instead of words, and the shape that OpenAI's clients read errors in."""

from pydantic import BaseModel

from models.errors import BadInputError, FailureError, HattamaError
from models.sentences import InterfaceLanguage, Sentence

PREFIX = "/v1/"
"""Of all paths that speak this shape."""
RECORDING_HEADER = "Hattama-Recording"
"""Holds the id of the recording that the sound became, where it was of a case."""


class RequestError(BadInputError):
    """What was asked for cannot be done; `param`, the field, where it is one."""

    sentence = Sentence(ru="Запрос не принят.", kk="Сұрау қабылданбады.", en="The request cannot be taken.")


class NotServedError(RequestError):
    """The operator has not switched the route on."""

    sentence = Sentence(
        ru="Совместимый интерфейс выключен. Его включает администратор: HATTAMA_COMPATIBLE_API=1.",
        kk="Үйлесімді интерфейс өшірулі. Оны әкімші қосады: HATTAMA_COMPATIBLE_API=1.",
        en="The compatible interface is switched off. An administrator switches it on: HATTAMA_COMPATIBLE_API=1.",
    )


class FieldError(RequestError):
    """A field holds what is not taken; `param`, `value` and `allowed`."""

    sentence = Sentence(
        ru="Поле {param}: значение «{value}» не принимается. Допустимо: {allowed}.",
        kk="{param} өрісі: «{value}» мәні қабылданбайды. Рұқсат етілгені: {allowed}.",
        en="The field {param} does not take “{value}”. Allowed: {allowed}.",
    )


class FieldUnknownError(RequestError):
    """A field that means nothing here; `param` and `allowed`."""

    sentence = Sentence(
        ru="Поле {param} не поддерживается. Есть: {allowed}.",
        kk="{param} өрісі қолдау таппайды. Бары: {allowed}.",
        en="The field {param} is not supported. There are: {allowed}.",
    )


class StreamError(RequestError):
    """The words were to come one by one; `param`."""

    sentence = Sentence(
        ru="stream не поддерживается: ответ приходит целиком. Уберите stream или задайте false.",
        kk="stream қолдау таппайды: жауап тұтас келеді. stream өрісін алып тастаңыз немесе false беріңіз.",
        en="stream is not supported: the reply comes whole. Leave stream out or set it to false.",
    )


class SoundTooLongError(RequestError):
    """Longer than what is transcribed without a case; `param` and `minutes`."""

    sentence = Sentence(
        ru="Без case_id распознаётся не более {minutes} мин звука. Укажите case_id или разделите запись.",
        kk="case_id болмаса, {minutes} минуттан аспайтын дыбыс таналады. case_id көрсетіңіз немесе жазбаны бөліңіз.",
        en="Without case_id at most {minutes} minutes of sound are transcribed. Give case_id, or split the recording.",
    )


class SoundRefusedError(RequestError):
    """The sound cannot be used; `ru`, `kk` and `en` say why, `param`."""

    sentence = Sentence(ru="{ru}", kk="{kk}", en="{en}")


class TooManyRequestsError(BadInputError):
    """So many requests of the account are held already; `most`."""

    sentence = Sentence(
        ru="Одновременно обрабатывается не более {most} запросов одной учётной записи. Дождитесь ответа и повторите.",
        kk="Бір есептік жазбаның {most} сұрауынан артығы қатар өңделмейді. Жауапты күтіп, қайталаңыз.",
        en="At most {most} requests of one account are held at once. Wait for a reply and repeat.",
    )


class WorkFailedError(FailureError):
    """The work failed on our side; `ru`, `kk` and `en` say why."""

    sentence = Sentence(ru="{ru}", kk="{kk}", en="{en}")


class RecordingCalledOffError(WorkFailedError):
    """Somebody cancelled the transcription of the recording, which stays; `recording`."""

    sentence = Sentence(
        ru="Распознавание записи {recording} отменено. Сама запись принята и осталась в деле.",
        kk="{recording} жазбасын тану тоқтатылды. Жазбаның өзі қабылданып, істе қалды.",
        en="The transcription of the recording {recording} was cancelled. The recording itself is received and stays.",
    )


class LostError(FailureError):
    """The request's work is gone: cancelled, or the service was stopped for long."""

    sentence = Sentence(
        ru="Обработка прервана, звук удалён. Повторите запрос.",
        kk="Өңдеу үзілді, дыбыс жойылды. Сұрауды қайталаңыз.",
        en="The work was broken off and the sound removed. Send the request again.",
    )


class NotDoneInTimeError(FailureError):
    """No worker was done with it within `seconds`."""

    sentence = Sentence(
        ru="За {seconds} с обработка не закончилась, звук удалён. Повторите позже или передайте case_id: "
        "тогда запись останется и будет распознана в свою очередь.",
        kk="{seconds} с ішінде өңдеу аяқталмады, дыбыс жойылды. Кейінірек қайталаңыз немесе case_id беріңіз: "
        "сонда жазба сақталып, өз кезегінде танылады.",
        en="The work was not done within {seconds} s, and the sound is removed. Repeat later, or give case_id: "
        "the recording then stays and is transcribed in its turn.",
    )


class RecordingNotDoneInTimeError(NotDoneInTimeError):
    """The same, of a recording, which stays; `recording`."""

    sentence = Sentence(
        ru="За {seconds} с обработка не закончилась. Запись {recording} принята и распознаётся; "
        "не отправляйте её снова, стенограмма появится в деле.",
        kk="{seconds} с ішінде өңдеу аяқталмады. {recording} жазбасы қабылданды, танылып жатыр; "
        "оны қайта жібермеңіз, стенограмма істе пайда болады.",
        en="The work was not done within {seconds} s. The recording {recording} is received and being transcribed; "
        "do not send it again, its transcript will be in the case.",
    )


class ErrorTold(BaseModel):
    """What went wrong."""

    message: str  # what is wrong and what to do, in the reader's language
    type: str
    param: str | None  # the field at fault
    code: str  # the error's name, for programs


class CompatibleErrorShown(BaseModel):
    """The body of every error below `/v1/`."""

    error: ErrorTold


def body_of(*, status: int, code: str, message: str, param: object = None) -> dict[str, object]:
    """An error as OpenAI's clients read it."""
    told = ErrorTold(message=message, type=_type(status), param=None if param is None else str(param), code=code)
    return CompatibleErrorShown(error=told).model_dump()


def body_of_error(error: HattamaError, language: InterfaceLanguage, *, status: int) -> dict[str, object]:
    """An error of ours in that shape."""
    return body_of(status=status, code=type(error).__name__, message=error.say(language), param=error.data.get("param"))


def headers_of(error: HattamaError) -> dict[str, str]:
    """What the official client is told besides: it sends everything again by itself, and here that would not help."""
    if isinstance(error, TooManyRequestsError):
        return {"Retry-After": "10"}
    told = {RECORDING_HEADER: str(error.data["recording"])} if "recording" in error.data else {}
    if isinstance(error, WorkFailedError | NotDoneInTimeError):
        return told | {"x-should-retry": "false"}
    return told


def _type(status: int) -> str:
    kinds = {401: "authentication_error", 403: "permission_error", 429: "rate_limit_error"}
    return kinds.get(status, "server_error" if status >= 500 else "invalid_request_error")
