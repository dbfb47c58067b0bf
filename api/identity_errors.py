"""What is told to those who prove elsewhere who they are."""

from models.errors import BadInputError
from models.sentences import Sentence


class ProviderRefusedError(BadInputError):
    """The provider did not say who this is, or not in a way that can be believed; `reason`, a word of ours."""

    sentence = Sentence(
        ru="Вход через внешнюю службу не принят ({reason}). Начните вход заново.",
        kk="Сыртқы қызмет арқылы кіру қабылданбады ({reason}). Кіруді қайта бастаңыз.",
        en="The sign-in by the provider is not accepted ({reason}). Begin again.",
    )


class NotLinkedError(BadInputError):
    """Known to the provider, to no account here; `subject`."""

    sentence = Sentence(
        ru="Этот вход не связан ни с одной учётной записью. Сообщите администратору: {subject}.",
        kk="Бұл кіру ешбір есептік жазбамен байланыспаған. Әкімшіге хабарлаңыз: {subject}.",
        en="This sign-in is linked to no account. Tell the administrator: {subject}.",
    )


class CertificateHeaderError(BadInputError):
    """The header that a trusted proxy sets came from elsewhere, or more than once."""

    sentence = Sentence(
        ru="Заголовок сертификата пришёл не от доверенного прокси; запрос отклонён.",
        kk="Сертификат тақырыпшасы сенімді проксиден келген жоқ; сұрау қабылданбады.",
        en="The certificate's header did not come from the trusted proxy; the request is refused.",
    )


class CertificateUnreadableError(BadInputError):
    """The trusted proxy sent what is no certificate and no SHA-256 of one."""

    sentence = Sentence(
        ru="Прокси передал нечитаемый сертификат. Нужен SHA-256 или PEM; сообщите администратору.",
        kk="Прокси оқылмайтын сертификат берді. SHA-256 немесе PEM керек; әкімшіге хабарлаңыз.",
        en="The proxy passed on a certificate that cannot be read. It takes SHA-256 or PEM; tell the administrator.",
    )
