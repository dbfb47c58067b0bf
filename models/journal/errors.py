"""What can be wrong with the journal's key and its witnesses, and what to do about it."""

from typing import ClassVar

from models.errors import BadInputError, FailureError
from models.sentences import Sentence


class KeyMissingError(FailureError):
    """No key file; `path`."""

    sentence: ClassVar[Sentence] = Sentence(
        ru="Нет ключа журнала «{path}». Без него контрольные точки не подписываются. Верните файл из резервной копии.",
        kk="Журналдың «{path}» кілті жоқ. Онсыз бақылау нүктелеріне қол қойылмайды. Файлды сақтық көшірмеден қайтарыңыз.",
        en="The journal's key “{path}” is missing. Without it no checkpoint is signed. Restore the file from its backup.",
    )


class KeyExistsError(BadInputError):
    """A key is never overwritten; `path`."""

    sentence: ClassVar[Sentence] = Sentence(
        ru="Файл «{path}» уже есть, и ключ журнала поверх него не записывается. Укажите другой путь.",
        kk="«{path}» файлы бар, журнал кілті оның үстінен жазылмайды. Басқа жол көрсетіңіз.",
        en="The file “{path}” exists, and the journal's key is never written over it. Name another path.",
    )


class KeyExposedError(FailureError):
    """Others than its owner can read or change the key; `path` and `mode` in octal."""

    sentence: ClassVar[Sentence] = Sentence(
        ru="Ключ журнала «{path}» доступен не только владельцу службы (права {mode}) и не будет использован. "
        "Выполните chmod 600 и chown; если его могли прочесть, создайте новый ключ.",
        kk="Журналдың «{path}» кілті қызмет иесінен басқаға да ашық (құқықтары {mode}), сондықтан пайдаланылмайды. "
        "chmod 600 мен chown орындаңыз; оны біреу оқуы мүмкін болса, жаңа кілт жасаңыз.",
        en="The journal's key “{path}” is open to others than the service's user (mode {mode}) and will not be used. "
        "Run chmod 600 and chown; if somebody may have read it, make a new key.",
    )


class KeyUnreadableError(FailureError):
    """The file is no key of ours; `path`."""

    sentence: ClassVar[Sentence] = Sentence(
        ru="Файл «{path}» не читается как ключ журнала. Верните его из резервной копии.",
        kk="«{path}» файлы журнал кілті ретінде оқылмайды. Оны сақтық көшірмеден қайтарыңыз.",
        en="The file “{path}” cannot be read as a key of the journal. Restore it from its backup.",
    )


class KeyNotKeptError(FailureError):
    """The file cannot be written or read; `path` and `reason`."""

    sentence: ClassVar[Sentence] = Sentence(
        ru="Файл ключа журнала «{path}» недоступен: {reason}. Проверьте папку, диск и права.",
        kk="Журнал кілтінің «{path}» файлы қолжетімсіз: {reason}. Қалтаны, дискіні және құқықтарды тексеріңіз.",
        en="The journal's key file “{path}” cannot be reached: {reason}. Check the folder, the disk and the rights.",
    )


class OriginError(BadInputError):
    """A journal cannot be called so; `name`."""

    sentence: ClassVar[Sentence] = Sentence(
        ru="Журнал нельзя назвать «{name}»: до 200 латинских букв, цифр и знаков, без пробелов и «+».",
        kk="Журналды «{name}» деп атауға болмайды: ең көбі 200 латын әрпі, цифр және белгі, бос орын мен «+» болмайды.",
        en="A journal cannot be called “{name}”: at most 200 Latin letters, digits and signs, no spaces, no “+”.",
    )


class VerifierKeyError(BadInputError):
    """A text that is no verifier key; `text`."""

    sentence: ClassVar[Sentence] = Sentence(
        ru="«{text}» не является ключом проверки. Он имеет вид имя+8 шестнадцатеричных цифр+base64.",
        kk="«{text}» тексеру кілті емес. Оның түрі: аты+8 он алтылық цифр+base64.",
        en="“{text}” is no verifier key. It looks like name+8 hexadecimal digits+base64.",
    )


class WitnessFailedError(FailureError):
    """A witness did not take a checkpoint; `witness` and `reason`."""

    sentence: ClassVar[Sentence] = Sentence(
        ru="Контрольная точка журнала не передана в «{witness}»: {reason}. Пока это так, подмену журнала целиком "
        "доказать будет труднее. Исправьте доступ.",
        kk="Журналдың бақылау нүктесі «{witness}» орнына берілмеді: {reason}. Бұл түзелгенше журналдың тұтас "
        "ауыстырылғанын дәлелдеу қиынырақ болады. Қолжетімділікті түзетіңіз.",
        en="The journal's checkpoint did not reach “{witness}”: {reason}. Until it does, a journal replaced as a whole "
        "will be harder to prove. Mend the access.",
    )
