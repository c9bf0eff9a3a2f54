"""The font script takes only the pinned packages and the stated characters."""

from pathlib import Path

import pytest

from generator.printing import subset


def test_the_everyday_set_is_gb_2312_the_national_table_and_the_signs() -> None:
    characters = subset.everyday_characters("\U00020164\n㛃\n")
    assert {ord(sign) for sign in "一座·、§√■㛃ǚ①Ａ"} <= characters
    assert 0x20164 in characters
    assert ord("龘") not in characters
    assert len(subset.gb2312()) == 7445


def test_a_tarball_that_is_not_the_pinned_one_is_refused(tmp_path: Path) -> None:
    (tmp_path / subset.TABLE).write_bytes(b"something else")
    with pytest.raises(ValueError, match="not the pinned file"):
        subset.make(tmp_path, tmp_path)
    assert list(tmp_path.iterdir()) == [tmp_path / subset.TABLE]
