"""What can be wrong with weights, and what to do about it."""

from typing import ClassVar

from models.errors import BadInputError, FailureError
from models.sentences import Sentence


class UnknownWeightsError(BadInputError):
    """No such row; `name` and `known`."""

    sentence: ClassVar[Sentence] = Sentence(
        ru="В каталоге нет весов «{name}». Есть: {known}. Свои веса добавляет «hattama weights add».",
        kk="Каталогта «{name}» салмақтары жоқ. Бары: {known}. Өз салмақтарыңызды «hattama weights add» қосады.",
        en="The catalogue has no weights “{name}”. It has: {known}. Add your own with “hattama weights add”.",
    )


class WeightsMissingError(FailureError):
    """Not fetched yet; `name`."""

    sentence: ClassVar[Sentence] = Sentence(
        ru="Веса «{name}» ещё не получены. Выполните «hattama weights pull {name}» (в закрытой сети: "
        "«hattama weights import ФАЙЛ»).",
        kk="«{name}» салмақтары әлі алынбаған. «hattama weights pull {name}» орындаңыз (жабық желіде: "
        "«hattama weights import ФАЙЛ»).",
        en="The weights “{name}” have not been fetched. Run “hattama weights pull {name}” (on a closed network: "
        "“hattama weights import FILE”).",
    )


class WeightsDamagedError(FailureError):
    """Bytes that are not the catalogued ones; `name`, `file` and `source`."""

    sentence: ClassVar[Sentence] = Sentence(
        ru="Файл «{file}» весов «{name}» ({source}) не совпадает с каталогом и не будет открыт. "
        "Удалите его и выполните «hattama weights pull {name}».",
        kk="«{name}» салмақтарының «{file}» файлы ({source}) каталогқа сәйкес келмейді және ашылмайды. "
        "Оны жойып, «hattama weights pull {name}» орындаңыз.",
        en="The file “{file}” of the weights “{name}” ({source}) is not the catalogued one and will not be opened. "
        "Remove it and run “hattama weights pull {name}”.",
    )


class WeightsUnverifiedError(BadInputError):
    """Nobody has verified the hashes of this row; `name`."""

    sentence: ClassVar[Sentence] = Sentence(
        ru="Хеши весов «{name}» ещё никем не проверены, поэтому программа их не загружает. Получите файлы сами, "
        "проверьте их и добавьте под другим именем: «hattama weights add ИМЯ --file ПУТЬ ...».",
        kk="«{name}» салмақтарының хештерін әлі ешкім тексермеген, сондықтан бағдарлама оларды жүктемейді. Файлдарды "
        "өзіңіз алып, тексеріп, басқа атпен қосыңыз: «hattama weights add АТЫ --file ЖОЛ ...».",
        en="Nobody has verified the hashes of the weights “{name}” yet, so they are not fetched. Get the files "
        "yourself, check them, and add them under another name: “hattama weights add NAME --file PATH ...”.",
    )


class NoSourceError(FailureError):
    """No source had the file; `name`, `file` and `tried` with the reasons."""

    sentence: ClassVar[Sentence] = Sentence(
        ru="Файл «{file}» весов «{name}» не получен. Испробовано: {tried}. Проверьте сеть и настройки pip либо "
        "перенесите веса файлом: «hattama weights bundle» там, где они есть, и «hattama weights import» здесь.",
        kk="«{name}» салмақтарының «{file}» файлы алынбады. Көрілгені: {tried}. Желі мен pip баптауларын тексеріңіз "
        "немесе салмақтарды файлмен көшіріңіз: бар жерде «hattama weights bundle», мұнда «hattama weights import».",
        en="The file “{file}” of the weights “{name}” could not be had. Tried: {tried}. Check the network and pip's "
        "settings, or carry them over: “hattama weights bundle” where they are, “hattama weights import” here.",
    )


class WeightsFolderError(FailureError):
    """The weights folder cannot be written; `folder` and `reason`."""

    sentence: ClassVar[Sentence] = Sentence(
        ru="В папку весов «{folder}» нельзя записать: {reason}. Освободите место или задайте HATTAMA_WEIGHTS_DIR.",
        kk="«{folder}» салмақтар қалтасына жазу мүмкін емес: {reason}. Орын босатыңыз немесе HATTAMA_WEIGHTS_DIR беріңіз.",
        en="The weights folder “{folder}” cannot be written: {reason}. Free some room or set HATTAMA_WEIGHTS_DIR.",
    )


class BundleRefusedError(BadInputError):
    """A bundle that is not one of ours, or not whole; `path` and `reason`."""

    sentence: ClassVar[Sentence] = Sentence(
        ru="Файл весов «{path}» отклонён: {reason}. Ничего из непроверенного не сохранено.",
        kk="«{path}» салмақтар файлы қабылданбады: {reason}. Тексерілмегеннің ешқайсысы сақталмады.",
        en="The bundle “{path}” was refused: {reason}. Nothing unverified was kept.",
    )


class AddRefusedError(BadInputError):
    """Own weights that cannot become a row; `name` and `reason`."""

    sentence: ClassVar[Sentence] = Sentence(
        ru="Веса «{name}» не добавлены: {reason}.",
        kk="«{name}» салмақтары қосылмады: {reason}.",
        en="The weights “{name}” were not added: {reason}.",
    )


class CheckpointRefusedError(FailureError):
    """A checkpoint that holds more than numbers; `path` and `reason`."""

    sentence: ClassVar[Sentence] = Sentence(
        ru="Файл весов «{path}» содержит не только числа и не будет загружен: {reason}.",
        kk="«{path}» салмақ файлында сандардан басқа нәрсе бар, ол жүктелмейді: {reason}.",
        en="The checkpoint “{path}” holds more than numbers and will not be loaded: {reason}.",
    )
