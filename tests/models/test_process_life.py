"""How our processes begin."""

import gc
import subprocess
import sys

import pytest

BEGUN = """
import gc
from models.process_life import beginning
before = gc.get_freeze_count()
with beginning():
    made, off = [[] for _ in range(1000)], not gc.isenabled()
print(off, gc.isenabled(), gc.get_freeze_count() - before > 1000)
"""
FAILED = """
import gc
from models.process_life import beginning
try:
    with beginning():
        raise ValueError
except ValueError:
    print(gc.isenabled())
"""


@pytest.mark.parametrize(("program", "told"), [(BEGUN, "True True True"), (FAILED, "True")])
def test_nothing_is_collected_while_a_process_begins_and_things_are_afterwards(program, told):
    """In a process of its own: what is frozen stays so."""
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == told
    assert gc.isenabled()
