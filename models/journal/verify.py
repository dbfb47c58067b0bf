"""Verifying a journal: its entries against one another and against the checkpoints at hand, in bounded memory.

Own checkpoints came with the journal, from the same hands; held ones were kept apart by a witness. Only held ones tell
a journal that was recomputed as a whole and signed again.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TypeAlias

from models.journal.canonical import instant_text
from models.journal.checkpoint import NONE_HELD, CheckpointList, SignedCheckpoint
from models.journal.entry import KeptEntry
from models.journal.merkle import Frontier
from models.journal.remarks import RemarkCode, Remarks, Report
from models.journal.signing import Standing, VerifierKey, standing

Accepted: TypeAlias = dict[tuple[int, bytes], datetime]
"""Checkpoints whose signatures are right: each size and root once, with its first time."""


class Trail:
    """Compares the accepted checkpoints of one source, in order of size, while the journal is read."""

    def __init__(self, accepted: Accepted) -> None:
        self._waiting = sorted(((size, at, root) for (size, root), at in accepted.items()), reverse=True)
        self.is_empty = not accepted
        self.agreed = -1  # the largest size whose root is the journal's; -1: none
        self.sound = 0  # up to here the entries are those that were signed
        self.differs: tuple[int, datetime] | None = None  # size and time of the first that differs
        self.differ_count = 0
        self.reached = 0  # the largest size that was compared

    def compare(self, frontier: Frontier) -> None:
        """The journal was read to here."""
        while self._waiting and self._waiting[-1][0] == frontier.size:
            size, at, root = self._waiting.pop()
            self.reached = size
            if root != frontier.root():
                self.differs = self.differs or (size, at)
                self.differ_count += 1
                continue
            self.agreed = size
            if self.differs is None:
                self.sound = size

    @property
    def beyond(self) -> tuple[int, datetime] | None:
        """Size and time of the largest checkpoint that the journal has not reached."""
        return self._waiting[0][:2] if self._waiting else None


class Verifier:
    """Takes what a journal holds, in order, and reports. `verify` does the same for entries at hand."""

    def __init__(self, own: Iterable[SignedCheckpoint], held: CheckpointList, keys: Sequence[VerifierKey]) -> None:
        self._remarks = Remarks()
        accepted_held = accept_held(held, keys, self._remarks)
        accepted_own = accept_own(own, keys, self._remarks)
        self._checkpoints = len(accepted_held.keys() | accepted_own.keys())
        self._held, self._own = Trail(accepted_held), Trail(accepted_own)
        self._frontier = Frontier()
        self._expected = 0
        self._erased = 0
        self._before: datetime | None = None
        self._compare()

    def take(self, kept: KeptEntry) -> None:
        """The next entry."""
        self._check_place(kept.entry.index)
        if self._before is not None and kept.entry.at < self._before:
            self._remarks.add(RemarkCode.CLOCK_BACK, index=kept.entry.index, at=instant_text(kept.entry.at))
        self._before = kept.entry.at
        self._erased += check_details(kept, self._remarks)
        leaf_hash = kept.entry.leaf_hash
        if kept.leaf_hash not in {None, leaf_hash}:
            self._remarks.add(RemarkCode.CHANGED, index=kept.entry.index)
        # The fault is told; going on with the stored hash lets the next checkpoint show whether it is the only one.
        self._frontier.append(kept.leaf_hash or leaf_hash)
        self._compare()

    def take_unreadable(self, line: int) -> None:
        """A line, counted from 1, stands where an entry should and is none."""
        self._remarks.add(RemarkCode.UNREADABLE, line=line)

    def report(self) -> Report:
        """What was found; call it once, after the last entry."""
        self._report_trails()
        self._report_unproven()
        return Report(
            entries=self._frontier.size, erased=self._erased, checkpoints=self._checkpoints, remarks=self._remarks.all()
        )

    def _compare(self) -> None:
        for trail in (self._held, self._own):
            trail.compare(self._frontier)

    def _check_place(self, index: int) -> None:
        if index < self._expected:
            self._remarks.add(RemarkCode.OUT_OF_PLACE, index=index)
            return
        if index > self._expected:
            self._remarks.add(RemarkCode.MISSING, first=self._expected, last=index - 1)
        self._expected = index + 1

    def _report_trails(self) -> None:
        held, own = self._held, self._own
        self._report_difference(RemarkCode.DIFFERS_HELD, held, held.sound)
        self._report_difference(RemarkCode.DIFFERS_OWN, own, max(own.sound, held.sound))
        differ_sizes = [trail.differs[0] for trail in (held, own) if trail.differs]
        if differ_sizes and min(differ_sizes) <= max(held.agreed, own.agreed):
            self._remarks.add(RemarkCode.TWO_HISTORIES)
        beyond = max((each for each in (held.beyond, own.beyond) if each), default=None)
        if beyond:
            size, at = beyond
            self._remarks.add(RemarkCode.CUT, count=self._frontier.size, size=size, at=instant_text(at))

    def _report_difference(self, code: RemarkCode, trail: Trail, sound: int) -> None:
        if trail.differs is None:
            return
        size, at = trail.differs
        first = sound if sound < size else 0  # 0 where the key signed two histories
        self._remarks.add(code, first=first, last=size - 1, size=size, at=instant_text(at), count=trail.differ_count)

    def _report_unproven(self) -> None:
        size, held, own = self._frontier.size, self._held.reached, self._own.reached
        if not self._checkpoints:
            self._remarks.add(RemarkCode.NO_CHECKPOINT)
            return
        if self._held.is_empty:
            self._remarks.add(RemarkCode.NONE_HELD)
        elif held < own:
            self._remarks.add(RemarkCode.AFTER_HELD, first=held, last=own - 1)
        if max(held, own) < size:
            self._remarks.add(RemarkCode.AFTER_LAST, first=max(held, own), last=size - 1)


def verify(
    entries: Iterable[KeptEntry],
    *,
    keys: Sequence[VerifierKey],
    own: Iterable[SignedCheckpoint] = (),
    held: CheckpointList = NONE_HELD,
) -> Report:
    """The journal's entries, in order from the first, against every checkpoint at hand.

    `keys` are all that ever signed for this journal. Memory grows with the checkpoints, not with the entries.
    """
    verifier = Verifier(own, held, keys)
    for kept in entries:
        verifier.take(kept)
    return verifier.report()


def accept_held(held: CheckpointList, keys: Sequence[VerifierKey], remarks: Remarks) -> Accepted:
    """Those kept apart that are rightly signed; a witness may keep other journals' too."""
    accepted: Accepted = {}
    foreign = 0
    for signed in held.checkpoints:
        found = standing(signed, keys)
        foreign += found == Standing.FOREIGN
        _accept(signed, found, accepted, remarks)
    if foreign:
        remarks.add(RemarkCode.FOREIGN_HELD, count=foreign)
    if held.unreadable:
        remarks.add(RemarkCode.UNREADABLE_HELD, count=held.unreadable)
    return accepted


def accept_own(own: Iterable[SignedCheckpoint], keys: Sequence[VerifierKey], remarks: Remarks) -> Accepted:
    """Those beside the journal that are rightly signed; one of another journal is a fault here."""
    accepted: Accepted = {}
    for signed in own:
        found = standing(signed, keys)
        if found == Standing.FOREIGN:
            remarks.add(RemarkCode.FOREIGN_OWN, origin=signed.checkpoint.origin)
        _accept(signed, found, accepted, remarks)
    return accepted


def check_details(kept: KeptEntry, remarks: Remarks) -> bool:
    """Whether they are erased; a remark where they are there and not those of the entry."""
    if kept.details is None:
        return True
    try:
        matches = kept.details.hash == kept.entry.details_hash
    except ValueError:  # values that nothing of ours could have hashed
        matches = False
    if not matches:
        remarks.add(RemarkCode.DETAILS_CHANGED, index=kept.entry.index)
    return False


def _accept(signed: SignedCheckpoint, found: Standing, accepted: Accepted, remarks: Remarks) -> None:
    checkpoint = signed.checkpoint
    if found == Standing.NOT_SIGNED:
        remarks.add(RemarkCode.NOT_SIGNED, size=checkpoint.size, at=instant_text(checkpoint.at))
    elif found == Standing.SIGNED:
        key = (checkpoint.size, checkpoint.root)
        accepted[key] = min(checkpoint.at, accepted.get(key, checkpoint.at))
