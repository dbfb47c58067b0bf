"""What carries out plain orders in a real process, so that its life can be tested without networks."""

import os
import signal
import time

from transcribe.sound.errors import NotARecordingError


class PlainHands:
    """An order is the name of what to do and its argument."""

    def __init__(self, settings, device, ease):
        self._told = {"data_folder": str(settings.data_folder), "device": device, "ease": ease, "pid": os.getpid()}
        self._orders = 0

    def carry_out(self, order, progress):
        name, argument = order
        self._orders += 1
        return getattr(self, name)(argument, progress)

    def tell(self, argument, progress):
        progress("tell", 1, 1)
        return {**self._told, "orders": self._orders, "argument": argument}

    def count(self, steps, progress):
        for step in range(steps):
            progress("count", step, steps)
            time.sleep(0.005)

    def be_silent(self, seconds, progress):
        time.sleep(seconds)
        progress("silence", 1, 1)

    def refuse(self, name, progress):
        raise NotARecordingError(name=name)

    def slip(self, words, progress):
        raise ZeroDivisionError(words)

    def run_out_of_memory(self, argument, progress):
        raise MemoryError

    def die(self, number, progress):
        os.kill(os.getpid(), number)
        signal.pause()
