"""What was wrong with a recording that could still be transcribed: a table of sentences and the rules that choose."""

from collections.abc import Iterator

from models.recording import SoundProperties, SoundWarning
from models.sentences import Sentence

SENTENCES = {
    "damaged": Sentence(
        ru="Файл повреждён: декодер сообщил об ошибках ({faults}); части звука может не быть.",
        kk="Файл бүлінген: декодер қателер туралы хабарлады ({faults}); дыбыстың бір бөлігі болмауы мүмкін.",
        en="The file is damaged: the decoder named {faults} faults; parts of the sound may be missing.",
    ),
    "shorter_than_header": Sentence(
        ru="В заголовке файла указано {claimed} с, а прочитано {found} с: конец записи отсутствует или заголовок неверен.",
        kk="Файл тақырыбында {claimed} с деп көрсетілген, ал оқылғаны {found} с: жазбаның соңы жоқ немесе тақырып қате.",
        en="The header claims {claimed} s and {found} s were read: the end is missing or the header is wrong.",
    ),
    "longer_than_header": Sentence(
        ru="В заголовке файла указано {claimed} с, а прочитано {found} с: заголовок неверен (сбой записи?).",
        kk="Файл тақырыбында {claimed} с деп көрсетілген, ал оқылғаны {found} с: тақырып қате (жазу іркілісі ме?).",
        en="The header claims {claimed} s and {found} s were read: the header is wrong (did the recorder crash?).",
    ),
    "silent": Sentence(
        ru="В записи нет слышимого звука.",
        kk="Жазбада естілетін дыбыс жоқ.",
        en="The recording holds no audible sound.",
    ),
    "dead_channel": Sentence(
        ru="В одном из каналов нет звука: микрофон не был подключён?",
        kk="Арналардың бірінде дыбыс жоқ: микрофон қосылмаған ба?",
        en="One channel holds no sound: was its microphone not connected?",
    ),
    "quiet": Sentence(
        ru="Запись очень тихая ({level} dBFS): возможны пропуски слов.",
        kk="Жазба өте ақырын ({level} dBFS): сөздер қалып қоюы мүмкін.",
        en="The recording is very quiet ({level} dBFS): words may be missing.",
    ),
    "clipped": Sentence(
        ru="Звук перегружен (срезан {seconds} с): слова в громких местах могут быть искажены.",
        kk="Дыбыс шамадан тыс қатты ({seconds} с кесілген): қатты жерлердегі сөздер бұрмалануы мүмкін.",
        en="The sound is clipped (for {seconds} s): words in loud places may be distorted.",
    ),
    "other_audio_streams": Sentence(
        ru="В файле {streams} звуковых дорожек; расшифрована только первая.",
        kk="Файлда {streams} дыбыс жолы бар; тек біріншісі мәтінге айналдырылды.",
        en="The file holds {streams} audio streams; only the first was transcribed.",
    ),
    "mixed_down": Sentence(
        ru="Каналов больше двух ({channels}); они сведены в один.",
        kk="Арналар екеуден көп ({channels}); олар біріктірілді.",
        en="There are more than two channels ({channels}); they were mixed into one.",
    ),
    "other_number_of_voices": Sentence(
        ru="Найдено голосов: {found}, а указано: {stated}. Проверьте, чьи это слова.",
        kk="Табылған дауыстар: {found}, ал көрсетілгені: {stated}. Сөздердің кімдікі екенін тексеріңіз.",
        en="Voices found: {found}, stated: {stated}. Check whose words they are.",
    ),
}

_SILENT_PEAK_DBFS = -70.0  # under the noise of any microphone
_QUIET_DBFS = -45.0
_CLIPPED_SHARE = 0.001  # a thousandth of the time at full scale is heard as a crackle


def of(sound: SoundProperties, *, faults: int) -> tuple[SoundWarning, ...]:
    """Every warning that holds, in the table's order; `faults` is how many errors the decoder named."""
    chosen = dict(_chosen(sound, faults))
    return tuple(
        SoundWarning(code=code, sentence=sentence.filled(**chosen[code]))
        for code, sentence in SENTENCES.items()
        if code in chosen
    )


def of_voices(found: int, *, least: int, most: int | None) -> tuple[SoundWarning, ...]:
    """A warning where somebody speaks, and not so many as was stated: at least `least`, at most `most`."""
    if not found or least <= found <= (most or found):
        return ()
    stated = f"≥ {least}" if most is None else f"{least}" if least == most else f"{least}–{most}"
    code = "other_number_of_voices"
    return (SoundWarning(code=code, sentence=SENTENCES[code].filled(found=found, stated=stated)),)


def _chosen(sound: SoundProperties, faults: int) -> Iterator[tuple[str, dict[str, object]]]:
    if faults:
        yield "damaged", {"faults": faults}
    yield from _duration(sound)
    yield from _levels(sound)
    if sound.audio_streams > 1:
        yield "other_audio_streams", {"streams": sound.audio_streams}
    if sound.channels > len(sound.channel_properties):
        yield "mixed_down", {"channels": sound.channels}


def _duration(sound: SoundProperties) -> Iterator[tuple[str, dict[str, object]]]:
    if sound.container_duration is None:
        return
    difference = sound.decoded_duration - sound.container_duration
    if abs(difference) > max(1.0, 0.02 * sound.container_duration):
        code = "shorter_than_header" if difference < 0 else "longer_than_header"
        yield code, {"claimed": f"{sound.container_duration:.1f}", "found": f"{sound.decoded_duration:.1f}"}


def _levels(sound: SoundProperties) -> Iterator[tuple[str, dict[str, object]]]:
    peaks = [channel.peak_dbfs for channel in sound.channel_properties]
    dead = [peak is None or peak < _SILENT_PEAK_DBFS for peak in peaks]
    if all(dead):
        yield "silent", {}
        return
    if any(dead):
        yield "dead_channel", {}
    level = max(c.level_dbfs for c in sound.channel_properties if c.level_dbfs is not None)
    if level < _QUIET_DBFS:
        yield "quiet", {"level": level}
    clipped = max(channel.clipped_seconds for channel in sound.channel_properties)
    if clipped > _CLIPPED_SHARE * sound.decoded_duration:
        yield "clipped", {"seconds": f"{clipped:.1f}"}
