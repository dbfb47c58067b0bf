"""What can be wrong with a file that is brought back, said so that whoever brings it knows what to do."""

from models.errors import BadInputError
from models.sentences import Sentence


class UnfitReturnError(BadInputError):
    """The file cannot be taken; each reason is an error of its own."""

    sentence = Sentence(
        ru="Файл «{name}» принять нельзя.", kk="«{name}» файлын қабылдауға болмайды.", en="“{name}” cannot be taken."
    )

    def __init__(self, **data: object) -> None:
        super().__init__(**{"name": "…", **data})  # the process that reads does not know what the file is called


class OtherFormatError(UnfitReturnError):
    """It is neither a DOCX nor a scan; `name`."""

    sentence = Sentence(
        ru="Файл «{name}» — не DOCX, PDF, JPEG, PNG или TIFF. Документ Word сохраните как .docx без пароля, бумагу "
        "отсканируйте в PDF.",
        kk="«{name}» файлы DOCX, PDF, JPEG, PNG не TIFF емес. Word құжатын .docx түрінде, құпиясөзсіз сақтаңыз, қағазды "
        "PDF-ке сканерлеңіз.",
        en="“{name}” is no DOCX, PDF, JPEG, PNG or TIFF. Save a Word document as .docx without a password; scan paper to "
        "PDF.",
    )


class MixedFilesError(UnfitReturnError):
    """A DOCX comes alone; several files are pages of one scan. `name`: the DOCX."""

    sentence = Sentence(
        ru="Документ Word «{name}» приносят отдельно: несколькими файлами бывает только скан.",
        kk="«{name}» Word құжаты жеке әкелінеді: бірнеше файл тек скан болады.",
        en="Bring the Word document “{name}” by itself: only a scan is several files.",
    )


class MacrosError(UnfitReturnError):
    """It holds a program; `name`."""

    sentence = Sentence(
        ru="В файле «{name}» есть макросы. Сохраните документ как обычный .docx без макросов и принесите его ещё раз.",
        kk="«{name}» файлында макростар бар. Құжатты макроссыз кәдімгі .docx түрінде сақтап, қайта әкеліңіз.",
        en="“{name}” holds macros. Save the document as a plain .docx without macros and bring it once more.",
    )


class NotWordError(UnfitReturnError):
    """It is no DOCX that can be read to its end; `name`."""

    sentence = Sentence(
        ru="Файл «{name}» не читается как документ Word. Откройте его в Word, сохраните как .docx и принесите ещё раз.",
        kk="«{name}» файлы Word құжаты ретінде оқылмайды. Оны Word-та ашып, .docx түрінде сақтап, қайта әкеліңіз.",
        en="“{name}” cannot be read as a Word document. Open it in Word, save it as .docx and bring it once more.",
    )


class ForeignContentError(UnfitReturnError):
    """It takes in content in a way that cannot be compared, or declares entities; `name` and `detail`."""

    sentence = Sentence(
        ru="В файле «{name}» есть вставки, которые нельзя сличить ({detail}). Сохраните документ в Word как обычный .docx.",
        kk="«{name}» файлында салыстыруға болмайтын кірістірмелер бар ({detail}). Құжатты Word-та кәдімгі .docx түрінде "
        "сақтаңыз.",
        en="“{name}” holds insertions that cannot be compared ({detail}). Save the document in Word as a plain .docx.",
    )


class UnpacksHugeError(UnfitReturnError):
    """It unpacks to more than a protocol can be; `name`."""

    sentence = Sentence(
        ru="Файл «{name}» после распаковки слишком велик для протокола. Проверьте, тот ли это файл.",
        kk="«{name}» файлы ашылғанда хаттама үшін тым үлкен. Файлдың дұрыстығын тексеріңіз.",
        en="“{name}” unpacks to more than a protocol can be. See whether it is the right file.",
    )


class UnreadableScanError(UnfitReturnError):
    """Its pages cannot be shown; `name`."""

    sentence = Sentence(
        ru="Страницы файла «{name}» не открываются: он повреждён или закрыт паролем. Отсканируйте ещё раз.",
        kk="«{name}» файлының беттері ашылмайды: ол бүлінген немесе құпиясөзбен жабылған. Қайта сканерлеңіз.",
        en="The pages of “{name}” cannot be opened: it is damaged or closed by a password. Scan it once more.",
    )


class TooManyPagesError(UnfitReturnError):
    """More pages than a return may have; `name` and `most`."""

    sentence = Sentence(
        ru="В скане слишком много страниц («{name}», допустимо {most}). Проверьте, тот ли это файл.",
        kk="Сканда бет тым көп («{name}», рұқсат етілгені {most}). Файлдың дұрыстығын тексеріңіз.",
        en="The scan has too many pages (“{name}”, at most {most}). See whether it is the right file.",
    )


class ExportUnreadableError(UnfitReturnError):
    """The version's own DOCX, or its PDF, cannot be read: there is nothing to compare with; `name`."""

    sentence = Sentence(
        ru="Файл «{name}» сличить не с чем: выгрузка этой версии не читается. Составьте новую версию.",
        kk="«{name}» файлын салыстыратын ештеңе жоқ: осы нұсқаның файлы оқылмайды. Жаңа нұсқа жасаңыз.",
        en="There is nothing to compare “{name}” with: this version's own file cannot be read. Draw up another version.",
    )


class ReadingLimitError(UnfitReturnError):
    """Reading ran past its limits of time or memory: a broken or hostile file; `name`."""

    sentence = Sentence(
        ru="Чтение файла «{name}» остановлено: вышло за пределы времени или памяти. Сохраните или отсканируйте его заново.",
        kk="«{name}» файлын оқу тоқтатылды: уақыт не жад шегінен асты. Оны қайта сақтаңыз немесе сканерлеңіз.",
        en="Reading “{name}” was stopped: it went past its limits of time or memory. Save or scan it anew.",
    )


KINDS: dict[str, type[UnfitReturnError]] = {
    each.__name__: each
    for each in (
        MacrosError,
        NotWordError,
        ForeignContentError,
        UnpacksHugeError,
        UnreadableScanError,
        TooManyPagesError,
        ExportUnreadableError,
        ReadingLimitError,
    )
}
"""By name, as the process that reads tells them."""
