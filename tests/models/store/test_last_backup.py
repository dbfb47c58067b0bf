"""When the last backup was made, as a file tells it."""

import pytest

from models.store.last_backup import last_backup, note_backup


def test_the_last_one_is_told(tmp_path):
    note_backup(tmp_path, files=1, size_bytes=10)
    note_backup(tmp_path, files=2, size_bytes=20)
    found = last_backup(tmp_path)
    assert (found.files, found.size_bytes, found.made_at.utcoffset().total_seconds()) == (2, 20, 0)
    assert [each.name for each in tmp_path.iterdir()] == ["last-backup.json"]


@pytest.mark.parametrize("text", [None, "", "[]", "{}", '{"made_at": "yesterday", "files": 1, "size_bytes": 1}'])
def test_what_cannot_be_read_is_no_backup(tmp_path, text):
    if text is not None:
        (tmp_path / "last-backup.json").write_text(text)
    assert last_backup(tmp_path) is None
