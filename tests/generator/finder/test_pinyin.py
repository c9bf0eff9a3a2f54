"""The readings are those of the whole library, though only a few of its phrases are loaded."""

import json
import subprocess
import sys
from pathlib import Path

from generator.catalogue import load_catalogue
from generator.finder import pinyin

ROOT = Path(__file__).resolve().parents[3]
ODD = ("重庆音乐银行", "长春调试会计", "一丝不挂一个", "参差")
WITH_EVERY_PHRASE = """
import json, sys
from pypinyin import lazy_pinyin
print(json.dumps([lazy_pinyin(one, v_to_u=False) for one in json.load(sys.stdin)]))
"""


def test_a_few_phrases_read_as_all_of_them() -> None:
    found = load_catalogue(ROOT / "content")
    texts = {*ODD, *(one.name for one in (*found.colleges.values(), *found.specialties.values()))}
    pieces = sorted({piece for text in texts for piece in pinyin._chinese(text)})
    command = [sys.executable, "-c", WITH_EVERY_PHRASE]
    done = subprocess.run(
        command, input=json.dumps(pieces), capture_output=True, text=True, check=True
    )
    expected: dict[str, set[str]] = {}
    for piece, sounds in zip(pieces, json.loads(done.stdout), strict=True):
        for sign, sound in zip(piece, sounds, strict=True):
            expected.setdefault(sign, set()).add(sound)
    readings = pinyin.readings_of(texts)
    assert readings.keys() == expected.keys()
    assert {sign: pinyin._spellings(sign, sounds) for sign, sounds in expected.items()} == readings
    assert {"chong", "zhong"} <= set(readings["重"])
    assert "yue" in readings["乐"]
