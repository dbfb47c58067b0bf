"""The file of passwords."""

import pytest

from models.store.passwords import new_passwords, read_passwords, write_passwords


def test_passwords_come_back_from_a_file_that_only_its_owner_reads(tmp_path):
    path = tmp_path / "passwords.json"
    passwords = new_passwords()
    write_passwords(path, passwords)
    assert read_passwords(path) == passwords
    assert path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["passwords.json"]


def test_no_two_passwords_are_alike_and_none_is_printed():
    made = [new_passwords(), new_passwords()]
    words = {word for each in made for word in (each.superuser, each.owner, each.application, each.backup)}
    assert len(words) == 8
    assert not any(word in repr(made) for word in words)


@pytest.mark.parametrize("text", ["", "{}", '{"owner": "x"}', "[1]"])
def test_a_damaged_file_is_an_error(tmp_path, text):
    (tmp_path / "passwords.json").write_text(text)
    with pytest.raises(ValueError, match=r".+"):
        read_passwords(tmp_path / "passwords.json")
