"""Addresses and actors, without a server."""

from uuid import UUID

import pytest

from models.store.database import (
    SYSTEM,
    Actor,
    DatabaseAddressError,
    DatabaseUnavailableError,
    account,
    connected,
    open_database,
)


def test_only_an_account_acts_with_an_id():
    assert account(UUID(int=1)).kind == "account"
    assert SYSTEM.account_id is None
    for kind, identity in (("account", None), ("system", UUID(int=1))):
        with pytest.raises(ValueError, match="with its id"):
            Actor(kind=kind, account_id=identity)


def test_an_address_that_cannot_be_read_is_not_repeated():
    with pytest.raises(DatabaseAddressError) as caught, connected("postgresql://hattama_app:pass word@host/hattama"):
        pass
    assert "pass" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_no_server_is_a_sentence(tmp_path):
    with pytest.raises(DatabaseUnavailableError, match="No such file"), open_database(f"host={tmp_path}"):
        pass
