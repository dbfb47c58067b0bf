"""Makes the sample interrogation: invented people, machine voices, and the exact reference of who said what when.

Needs Debian's festival, festvox-ru, espeak-ng and sox; the result is in the repository, so nobody has to run this.
Run as `python samples/make_interrogation.py`; writes interrogation.ogg, .stm and .rttm beside itself.
"""

import subprocess
import tempfile
import wave
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

RATE = 16_000
HERE = Path(__file__).parent
NAME = "interrogation"

INVESTIGATOR, WITNESS = "investigator", "witness"
KAZAKH = "kk"

# (who, pause before it in seconds, text); a line whose who ends in ":kk" is spoken in Kazakh.
SCRIPT = (
    (INVESTIGATOR, 0.8, "Здравствуйте. Я следователь Ахметов. Ведётся аудиозапись допроса."),
    (INVESTIGATOR, 0.6, "Вам разъяснены права и обязанности свидетеля. Они вам понятны?"),
    (WITNESS, 0.9, "Да, права мне понятны."),
    (INVESTIGATOR, 0.8, "Назовите вашу фамилию, имя и отчество."),
    (WITNESS, 0.7, "Серикова Айгуль Маратовна."),
    (INVESTIGATOR, 0.9, "На каком языке вы желаете давать показания?"),
    (WITNESS, 0.8, "На русском языке."),
    (INVESTIGATOR, 1.0, "Расскажите, где вы находились вечером двенадцатого марта."),
    (
        WITNESS,
        1.2,
        "Вечером я была дома. Около девяти часов я услышала громкий крик во дворе и подошла к окну.",
    ),
    (INVESTIGATOR, 0.8, "Что вы увидели?"),
    (
        WITNESS,
        0.9,
        "Я увидела двух мужчин. Один из них держал в руке чёрную сумку, второй сидел в белой машине.",
    ),
    (INVESTIGATOR, 0.8, "Вы видели номер машины?"),
    (WITNESS, 0.5, "Нет."),
    (INVESTIGATOR, 0.8, "Вы узнали кого-нибудь из этих людей?"),
    (
        WITNESS,
        1.0,
        "Да. Один из них живёт в соседнем доме. Его зовут Нурлан.",
    ),
    (INVESTIGATOR, 0.8, "Он что-нибудь говорил?"),
    (WITNESS + ":" + KAZAKH, 0.9, "Ол маған үйге бар, ештеңе көрген жоқсың деп айтты."),
    (INVESTIGATOR, 1.4, "Когда вы сообщили об этом в полицию?"),
    (WITNESS, 0.8, "На следующий день, утром. Раньше я боялась."),
    (INVESTIGATOR, 0.9, "Желаете ли вы что-либо дополнить?"),
    (WITNESS, 0.6, "Нет, дополнить мне нечего."),
    (INVESTIGATOR, 0.8, "Допрос окончен."),
)

WITNESS_CENTS = 480  # sox shifts pitch and formants together: another throat, not only another tone


def speak(who: str, text: str, folder: Path) -> NDArray[np.float64]:
    """One line as samples at 16 kHz, silence at its ends cut."""
    raw, made, words = folder / "raw.wav", folder / "made.wav", folder / "words.txt"
    speaker, _, language = who.partition(":")
    words.write_text(text, "utf-8")
    if language == KAZAKH:
        subprocess.run(["espeak-ng", "-v", "kk", "-s", "140", "-f", words, "-w", raw], check=True)
    else:
        voice = "(voice_msu_ru_nsh_clunits)"
        subprocess.run(["text2wave", "-eval", voice, words, "-o", raw], check=True, capture_output=True)
    shift = ["pitch", str(WITNESS_CENTS)] if speaker == WITNESS else []
    trim = ["silence", "1", "0.02", "0.5%", "reverse", "silence", "1", "0.02", "0.5%", "reverse"]
    subprocess.run(
        ["sox", "-R", raw, "-r", str(RATE), "-c", "1", "-b", "16", made, *shift, *trim, "norm", "-6"], check=True
    )
    with wave.open(str(made)) as file:
        return np.frombuffer(file.readframes(file.getnframes()), "<i2") / 32768.0


def main() -> None:
    """Speak the script, mix it with a little room noise, and write sound and reference."""
    noise = np.random.default_rng(12)
    pieces: list[NDArray[np.float64]] = []
    stm, rttm = [], []
    now = 0.0
    with tempfile.TemporaryDirectory() as temporary:
        for who, pause, text in SCRIPT:
            pieces.append(np.zeros(round(pause * RATE)))
            now += len(pieces[-1]) / RATE
            pieces.append(speak(who, text, Path(temporary)))
            length = len(pieces[-1]) / RATE
            speaker = who.partition(":")[0]
            stm.append(f"{NAME} 1 {speaker} {now:.3f} {now + length:.3f} {text}\n")
            rttm.append(f"SPEAKER {NAME} 1 {now:.3f} {length:.3f} <NA> <NA> {speaker} <NA> <NA>\n")
            now += length
        pieces.append(np.zeros(RATE))
        sound = np.concatenate(pieces)
        sound = np.clip(sound + noise.normal(0, 0.0008, len(sound)), -1, 1)
        mixed = Path(temporary) / "mixed.wav"
        with wave.open(str(mixed), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes((sound * 32767).astype("<i2").tobytes())
        encode = ["ffmpeg", "-v", "error", "-y", "-i", mixed, "-c:a", "libopus", "-b:a", "32k", "-fflags", "+bitexact"]
        subprocess.run([*encode, "-flags:a", "+bitexact", HERE / f"{NAME}.ogg"], check=True)
    (HERE / f"{NAME}.stm").write_text("".join(stm), "utf-8")
    (HERE / f"{NAME}.rttm").write_text("".join(rttm), "utf-8")
    print(f"{now:.1f} s")


if __name__ == "__main__":
    main()
