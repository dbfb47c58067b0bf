"""What can be wrong with a form, a template or a draft, and what to do about it."""

from models.errors import BadInputError, FailureError
from models.sentences import Sentence


class FormUnreadableError(BadInputError):
    """The form is no YAML that can be read."""

    sentence = Sentence(
        ru="Форма «{path}» не читается: {detail}. Исправьте файл и повторите.",
        kk="«{path}» нысаны оқылмайды: {detail}. Файлды түзетіп, қайталаңыз.",
        en="The form '{path}' cannot be read: {detail}. Correct the file and try again.",
    )


class FormKeyError(BadInputError):
    """The form has a field that nobody knows; a misspelt field must not become a silent gap."""

    sentence = Sentence(
        ru="В форме «{path}» неизвестное поле «{key}». Ближайшее известное поле: «{nearest}».",
        kk="«{path}» нысанында белгісіз өріс бар: «{key}». Ең жақын белгілі өріс: «{nearest}».",
        en="The form '{path}' has an unknown field '{key}'. The nearest known field: '{nearest}'.",
    )


class FormValueError(BadInputError):
    """A field of the form holds what it cannot hold."""

    sentence = Sentence(
        ru="В форме «{path}» поле «{key}» содержит «{value}», а ожидается: {expected}.",
        kk="«{path}» нысанында «{key}» өрісінде «{value}» тұр, күтілетіні: {expected}.",
        en="In the form '{path}' the field '{key}' holds '{value}', expected: {expected}.",
    )


class NoTranscriptError(BadInputError):
    """There is nothing to draft from."""

    sentence = Sentence(
        ru="Нет ни одной расшифровки. Укажите хотя бы одну запись.",
        kk="Бірде-бір транскрипт жоқ. Кемінде бір жазбаны көрсетіңіз.",
        en="There is no transcript. Give at least one recording.",
    )


class VoiceUnknownError(BadInputError):
    """The form names a voice or a turn that the recordings do not have."""

    sentence = Sentence(
        ru="Форма называет «{key}», но в записях такого нет. Есть: {known}.",
        kk="Нысанда «{key}» аталған, бірақ жазбаларда ондай жоқ. Барлары: {known}.",
        en="The form names '{key}', which the recordings do not have. They have: {known}.",
    )


class VoiceAmbiguousError(BadInputError):
    """With several recordings, a bare voice name does not say which recording is meant."""

    sentence = Sentence(
        ru="Записей несколько, а форма называет «{key}» без номера записи. Напишите, например, «1:{key}».",
        kk="Жазба бірнешеу, ал нысанда «{key}» жазба нөмірінсіз аталған. Мысалы, «1:{key}» деп жазыңыз.",
        en="There are several recordings, and the form names '{key}' without its number. Write, say, '1:{key}'.",
    )


class VoiceTwiceError(BadInputError):
    """The form says two things of one voice, or names a participant that it does not list."""

    sentence = Sentence(
        ru="Форма говорит о голосе «{key}» не одно: {detail}. Оставьте одно.",
        kk="Нысанда «{key}» дауысы туралы екі түрлі айтылған: {detail}. Біреуін қалдырыңыз.",
        en="The form says more than one thing of the voice '{key}': {detail}. Leave one.",
    )


class TurnTwiceError(BadInputError):
    """The form says two things of one turn."""

    sentence = Sentence(
        ru="Форма дважды говорит о реплике «{key}». Оставьте одну строку.",
        kk="Нысанда «{key}» репликасы туралы екі рет айтылған. Бір жолды қалдырыңыз.",
        en="The form says two things of the turn '{key}'. Leave one row.",
    )


class TemplateRefusedError(BadInputError):
    """The Word template is not what it should be, or would do what a template must not."""

    sentence = Sentence(
        ru="Шаблон «{path}» отклонён: {detail}. Возьмите шаблон из поставки и правьте его в Word без этого.",
        kk="«{path}» үлгісі қабылданбады: {detail}. Жеткізілімдегі үлгіні алып, Word-та мұнсыз өңдеңіз.",
        en="The template '{path}' was refused: {detail}. Take the supplied template and edit it in Word without this.",
    )


class TurnsLostError(FailureError):
    """The draft does not account for every turn, or changed a word. It is never handed out in this state."""

    sentence = Sentence(
        ru="Проект протокола не учитывает реплики: {detail}. Это ошибка программы: сообщите разработчикам. Проект "
        "не выдан.",
        kk="Хаттама жобасы мына репликаларды ескермейді: {detail}. Бұл бағдарлама қатесі: әзірлеушілерге хабарлаңыз.",
        en="The draft does not account for turns: {detail}. This is our error: report it; no draft was handed out.",
    )


class PdfFailedError(FailureError):
    """The typesetter could not make the PDF."""

    sentence = Sentence(
        ru="PDF не получился: {detail}. Сообщите разработчикам; DOCX можно сделать отдельно.",
        kk="PDF шықпады: {detail}. Әзірлеушілерге хабарлаңыз; DOCX бөлек жасалады.",
        en="The PDF could not be made: {detail}. Report it; the DOCX can be made by itself.",
    )
