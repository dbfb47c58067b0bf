"""As whom PostgreSQL runs."""

import os

import pytest

from models.store import account
from models.store.account import Account, NoDatabaseAccountError, account_for


def test_an_ordinary_user_runs_it_as_itself(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert account_for(tmp_path) is None


def test_root_runs_a_database_as_whoever_made_it(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr("models.store.account.is_alone", lambda: False)

    class Data:
        def exists(self):
            return True

        def stat(self):
            return os.stat_result((0o40700, 0, 0, 2, 4242, 4243, 0, 0, 0, 0))

    assert account_for(Data()) == Account(name="4242", uid=4242, gid=4243)


def test_root_without_an_account_for_it_is_told_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr("models.store.account.is_alone", lambda: False)
    monkeypatch.setattr(account, "ACCOUNT_NAME", "hattama-no-such")
    monkeypatch.setattr(account.shutil, "which", lambda *_, **__: None)
    with pytest.raises(NoDatabaseAccountError, match="useradd: not found"):
        account_for(tmp_path / "none")
