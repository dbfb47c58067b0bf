"""The process that works: its orders, its ends and what its owner learns of them."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from gpu.engine_process import CancelledError, EngineDiedError, EngineProcess, UnexpectedError
from models.settings import Settings
from tests.gpu.hands import PlainHands
from transcribe.sound.errors import NotARecordingError

SETTINGS = Settings(weights_folder=Path("weights"))


def goes_on(step, share):
    return True


@pytest.fixture
def engines():
    made = EngineProcess(SETTINGS, "cpu", hands=PlainHands)
    yield made
    made.close()


def tell(engines):
    return engines.carry_out(("tell", None), goes_on)


def wait_until(true, seconds=10.0):
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends
        time.sleep(0.02)


def runs(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0] != "Z"
    except FileNotFoundError:
        return False


def test_one_process_keeps_what_it_loaded_from_order_to_order(engines):
    assert engines.pid is None
    first, second = tell(engines), tell(engines)
    assert first["pid"] == second["pid"] == engines.pid != os.getpid()
    assert (first["orders"], second["orders"]) == (1, 2)
    assert (first["device"], first["ease"]) == ("cpu", 1.0)


def test_progress_is_heard_in_order_and_at_most_a_hundred_times_a_step(engines):
    heard = []
    engines.carry_out(("count", 300), lambda step, share: heard.append((step, share)) or True)
    told = [share for step, share in heard if step == "count"]
    assert told == sorted(told)
    assert len(set(told)) <= 101
    assert len(set(told)) > 90


def test_an_order_without_a_word_is_asked_about_all_the_same(engines):
    tell(engines)
    heard = []
    engines.carry_out(("be_silent", 2.5), lambda step, share: heard.append(step) or True)
    assert heard[:2] == [None, None]


def test_an_error_of_the_product_arrives_with_its_data_and_the_process_stays(engines):
    with pytest.raises(NotARecordingError) as caught:
        engines.carry_out(("refuse", Path("a.txt")), goes_on)
    assert caught.value.data == {"name": "a.txt"}
    assert tell(engines)["orders"] == 2


def test_of_an_unforeseen_error_only_its_kind_is_told(engines, capfd):
    with pytest.raises(UnexpectedError) as caught:
        engines.carry_out(("slip", "я взял деньги"), goes_on)
    assert caught.value.data == {"kind": "ZeroDivisionError"}
    said = capfd.readouterr().err
    assert "hands.py" in said
    assert "деньги" not in said


def test_a_cancelled_order_ends_at_its_next_word_and_the_process_stays(engines):
    pid = tell(engines)["pid"]
    begun = time.monotonic()
    with pytest.raises(CancelledError):
        engines.carry_out(("count", 3000), lambda step, share: share < 0.01)
    assert time.monotonic() - begun < 10
    assert tell(engines)["pid"] == pid


def test_a_cancelled_order_that_says_nothing_is_killed(engines, monkeypatch):
    monkeypatch.setattr("gpu.engine_process._ENDS_SECONDS", 0.2)
    pid = tell(engines)["pid"]
    with pytest.raises(CancelledError):
        engines.carry_out(("be_silent", 60), lambda step, share: False)
    assert not runs(pid)
    assert tell(engines)["pid"] != pid


@pytest.mark.parametrize(("order", "code"), [(("die", signal.SIGSEGV), -11), (("run_out_of_memory", None), 137)])
def test_a_death_ends_one_order_with_its_status(engines, order, code):
    with pytest.raises(EngineDiedError) as caught:
        engines.carry_out(order, goes_on)
    assert caught.value.data == {"code": code}
    assert tell(engines)["orders"] == 1


def test_after_a_death_for_want_of_memory_less_is_done_at_once_until_the_networks_are_let_go(engines):
    for order in (("run_out_of_memory", None), ("die", signal.SIGKILL)):
        with pytest.raises(EngineDiedError):
            engines.carry_out(order, goes_on)
    assert tell(engines)["ease"] == 0.25
    engines.release_if_idle()
    assert tell(engines)["ease"] == 1.0


def test_a_crash_says_nothing_of_memory(engines):
    with pytest.raises(EngineDiedError):
        engines.carry_out(("die", signal.SIGSEGV), goes_on)
    assert tell(engines)["ease"] == 1.0


def test_a_process_that_was_killed_between_orders_is_started_anew(engines):
    pid = tell(engines)["pid"]
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: not runs(pid))
    assert tell(engines)["pid"] != pid


def test_release_ends_an_idle_process_and_leaves_a_busy_one(engines):
    pid = tell(engines)["pid"]
    engines.release_if_idle()
    assert not runs(pid)
    done = []
    worker = threading.Thread(target=lambda: done.append(engines.carry_out(("be_silent", 1.5), goes_on)))
    worker.start()
    wait_until(lambda: engines.pid is not None)
    engines.release_if_idle()
    assert done == []  # and nobody waited for it
    worker.join()
    assert done == [None]


def test_orders_from_two_threads_wait_for_one_another(engines):
    answers = []
    threads = [
        threading.Thread(target=lambda n=n: answers.append(engines.carry_out(("tell", n), goes_on))) for n in range(4)
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(each["argument"] for each in answers) == [0, 1, 2, 3]
    assert len({each["pid"] for each in answers}) == 1


def test_closing_ends_the_order_at_hand_and_takes_no_more(engines):
    ended = []

    def work():
        try:
            engines.carry_out(("be_silent", 60), goes_on)
        except EngineDiedError as error:
            ended.append(error)

    tell(engines)
    pid = engines.pid
    worker = threading.Thread(target=work)
    worker.start()
    time.sleep(0.3)
    engines.close()
    worker.join(5)
    assert len(ended) == 1
    assert not runs(pid)
    with pytest.raises(EngineDiedError):
        tell(engines)
    assert engines.pid is None


def test_the_process_does_not_outlive_a_killed_owner_whatever_it_is_at():
    script = (
        "import os, signal\nfrom tests.gpu.test_engine_process import *\n"
        "if __name__ == '__main__':\n"
        "    made = EngineProcess(SETTINGS, 'cpu', hands=PlainHands)\n"
        "    print(tell(made)['pid'], flush=True)\n"
        "    threading.Thread(target=made.carry_out, args=(('be_silent', 60), goes_on)).start()\n"
        "    time.sleep(0.5)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as owner:
        pid = int(owner.stdout.readline())
        assert owner.wait() == -signal.SIGKILL
        wait_until(lambda: not runs(pid), seconds=5)
