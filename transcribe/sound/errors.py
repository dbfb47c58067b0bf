"""What can be wrong with a recording, said so that its owner knows what to do."""

from typing import ClassVar

from models.errors import BadInputError, FailureError
from models.sentences import Sentence


class UnreadableFileError(BadInputError):
    """The file cannot be opened at all; `name` and `reason`."""

    sentence: ClassVar[Sentence] = Sentence(
        ru="Файл «{name}» не открывается: {reason}. Проверьте путь и права на чтение.",
        kk="«{name}» файлы ашылмайды: {reason}. Жолын және оқу құқығын тексеріңіз.",
        en="The file “{name}” cannot be opened: {reason}. Check the path and the right to read it.",
    )


class EmptyFileError(BadInputError):
    """Zero bytes; `name`."""

    sentence: ClassVar[Sentence] = Sentence(
        ru="Файл «{name}» пуст (0 байт). Скопируйте запись с устройства ещё раз.",
        kk="«{name}» файлы бос (0 байт). Жазбаны құрылғыдан қайта көшіріңіз.",
        en="The file “{name}” is empty (0 bytes). Copy the recording from its device again.",
    )


class NotARecordingError(BadInputError):
    """No allowed demuxer reads it; `name`."""

    sentence: ClassVar[Sentence] = Sentence(
        ru="Файл «{name}» не читается как запись: формат не распознан, не разрешён или файл повреждён в начале. "
        "Проверьте, что это звук или видео, и скопируйте файл с устройства ещё раз.",
        kk="«{name}» файлы жазба ретінде оқылмайды: пішімі танылмады, рұқсат етілмеген немесе файлдың басы бүлінген. "
        "Бұл дыбыс не бейне екенін тексеріп, файлды құрылғыдан қайта көшіріңіз.",
        en="The file “{name}” cannot be read as a recording: its format is unknown, not allowed, or its beginning is "
        "damaged. Check that it is sound or video, and copy it from its device again.",
    )


class NoSoundError(BadInputError):
    """A container without an audio stream, or one that decodes to nothing; `name`."""

    sentence: ClassVar[Sentence] = Sentence(
        ru="В файле «{name}» нет звука: ни одной секунды не удалось прочитать. Проверьте оригинал на устройстве записи.",
        kk="«{name}» файлында дыбыс жоқ: бірде-бір секунд оқылмады. Жазу құрылғысындағы түпнұсқаны тексеріңіз.",
        en="The file “{name}” has no sound: not one second could be read. Check the original on the recorder.",
    )


class NoPictureError(BadInputError):
    """The stream of pictures decodes to nothing; `name`."""

    sentence: ClassVar[Sentence] = Sentence(
        ru="В файле «{name}» нет изображения, которое можно прочитать. Звук обработан отдельно.",
        kk="«{name}» файлында оқуға болатын кескін жоқ. Дыбыс бөлек өңделді.",
        en="The file “{name}” has no picture that could be read. Its sound was worked on apart from it.",
    )


class TooLongError(BadInputError):
    """Longer than the settings allow; `name` and `hours`."""

    sentence: ClassVar[Sentence] = Sentence(
        ru="Запись «{name}» длиннее {hours} ч. Разделите её на части.",
        kk="«{name}» жазбасы {hours} сағаттан ұзақ. Оны бөліктерге бөліңіз.",
        en="The recording “{name}” is longer than {hours} hours. Split it into parts.",
    )


class DecodingLimitError(BadInputError):
    """The decoder ran past its limits of time or memory: a broken or hostile file; `name`."""

    sentence: ClassVar[Sentence] = Sentence(
        ru="Чтение файла «{name}» остановлено: декодер вышел за пределы времени или памяти. "
        "Файл, вероятно, повреждён или подделан; пересохраните запись на устройстве.",
        kk="«{name}» файлын оқу тоқтатылды: декодер уақыт не жад шегінен асты. "
        "Файл бүлінген не қолдан жасалған болуы мүмкін; жазбаны құрылғыда қайта сақтаңыз.",
        en="Reading the file “{name}” was stopped: the decoder went past its limits of time or memory. "
        "The file is probably damaged or forged; save the recording on its device again.",
    )


class DecoderMissingError(FailureError):
    """The decoder's binary does not start; `path` and `reason`."""

    sentence: ClassVar[Sentence] = Sentence(
        ru="Декодер ffmpeg не запускается ({path}): {reason}. Переустановите программу или исправьте HATTAMA_FFMPEG.",
        kk="ffmpeg декодері іске қосылмайды ({path}): {reason}. "
        "Бағдарламаны қайта орнатыңыз немесе HATTAMA_FFMPEG мәнін түзетіңіз.",
        en="The ffmpeg decoder does not start ({path}): {reason}. Install the program again or correct HATTAMA_FFMPEG.",
    )


class WorkSpaceError(FailureError):
    """No room or no right to write decoded sound; `folder` and `reason`."""

    sentence: ClassVar[Sentence] = Sentence(
        ru="Не удаётся записать временный файл в «{folder}»: {reason}. Освободите место или задайте TMPDIR.",
        kk="«{folder}» қалтасына уақытша файл жазылмады: {reason}. Орын босатыңыз немесе TMPDIR мәнін беріңіз.",
        en="A temporary file cannot be written to “{folder}”: {reason}. Free some room or set TMPDIR.",
    )
