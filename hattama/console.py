"""Progress on the terminal: a bar with stage and time left, or plain lines where nobody watches."""

import sys
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn, TimeRemainingColumn

from models.sentences import InterfaceLanguage, Sentence

STEPS = {
    "decode": Sentence(ru="чтение записи", kk="жазбаны оқу", en="reading the recording"),
    "segment": Sentence(ru="поиск речи", kk="сөзді іздеу", en="finding speech"),
    "voices": Sentence(ru="различение голосов", kk="дауыстарды ажырату", en="telling voices apart"),
    "recognize": Sentence(ru="распознавание слов", kk="сөздерді тану", en="writing words"),
    "backup": Sentence(ru="резервное копирование", kk="сақтық көшірме", en="backing up"),
    "restore": Sentence(ru="восстановление", kk="қалпына келтіру", en="restoring"),
    "load": Sentence(ru="загрузка сетей", kk="желілерді жүктеу", en="loading networks"),
    "write": Sentence(ru="запись файлов", kk="файлдарды жазу", en="writing files"),
}
"""Names of steps for people; others (names of weights) are shown as they are."""

_PLAIN_STEPS = 4  # lines a step prints where there is no terminal


class ProgressDisplay:
    """Use as a context; call it as a `models.progress.Progress` hook. Writes to standard error."""

    def __init__(self, language: InterfaceLanguage) -> None:
        self._language: InterfaceLanguage = language
        self._console = Console(stderr=True, highlight=False, soft_wrap=True)
        self._bar = (
            Progress(
                TextColumn("{task.description:<24}"),
                BarColumn(),
                TaskProgressColumn(),
                TimeRemainingColumn(),
                console=self._console,
            )
            if sys.stderr.isatty()
            else None
        )
        self._tasks: dict[str, TaskID] = {}
        self._printed: dict[str, int] = {}

    def __enter__(self) -> Self:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._bar is not None:
            self._bar.stop()

    def begin(self, title: str) -> None:
        """Steps from here on belong to another recording."""
        self._console.print(title, markup=False)
        self._tasks.clear()
        self._printed.clear()

    def __call__(self, step: str, completed: float, total: float) -> None:
        """See `models.progress.Progress`."""
        name = STEPS[step].in_language(self._language) if step in STEPS else step
        share = completed / total if total else 1.0
        if self._bar is not None:
            if step not in self._tasks:
                self._tasks[step] = self._bar.add_task(name, total=1.0)
            self._bar.update(self._tasks[step], completed=share)
            return
        reached = int(share * _PLAIN_STEPS)
        if reached > self._printed.get(step, -1):
            self._printed[step] = reached
            self._console.print(f"{name}: {share:.0%}", markup=False)
