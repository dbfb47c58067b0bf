"""The packs of this installation, with what lawyers have confirmed of them since."""

from threading import Lock
from typing import Any

from psycopg import Connection

from analysis.control.control import Confirmation
from analysis.control.packs import Packs
from models.controls import ControlConfirmation
from models.store import control_confirmations


class PacksInForce:
    """A confirmation is of the rule as it was worded: a rule that was changed since is not confirmed."""

    def __init__(self, installed: Packs) -> None:
        self.installed = installed
        self._read: tuple[ControlConfirmation, ...] = ()
        self._packs = installed
        self._lock = Lock()

    def of(self, connection: Connection[Any]) -> Packs:
        """The packs as they hold in this transaction."""
        rows = tuple(control_confirmations.latest(connection))
        with self._lock:
            if rows != self._read:
                self._read, self._packs = rows, self._confirmed(rows)
            return self._packs

    def _confirmed(self, rows: tuple[ControlConfirmation, ...]) -> Packs:
        wordings = {(each.pack, each.id): self.installed.wording_of(each) for each in self.installed.controls}
        return self.installed.with_confirmations(
            {
                (row.pack, row.control): Confirmation(by=row.lawyer, on=row.at.date())
                for row in rows
                if row.confirmed and wordings.get((row.pack, row.control)) == row.wording
            }
        )
