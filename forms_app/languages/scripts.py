"""What the page's scripts say: their words travel in the page, in every language but Chinese.

The scripts hold the Chinese themselves; a test keeps the two lists equal.
"""

from __future__ import annotations

import json

from forms_app.languages.speaking import current

WORDS = (
    "手机里还有没送到的。关好就清掉，找不回来。要关吗？",
    "手机里存的清掉了。现在没有网，报名还开着。有网再按一次。",
    "网络断了，没有送出。填的还在这一页上，有网再按一次。",
    "网络断了，还没有送到。",
    "填的只在手机里，没有丢。",
    "填的只在这一页上，别关。",
    "有网时会再送。",
    "有网再按一次。",
    "正在送……",
    "只在手机里，还没有送到。",
    "还没有送到。填的只在这一页上，别关。",
    "只在手机里：上次填的没有送到，放回来了。看一遍，再按保存。",
    "清掉手机里的这一页",
    "正在送：{percent}%",
    "现在传的人多，过几秒自动再送，不用按。",
    "这张照片没有传上去，网络断了。还在这部手机里，有网时再按“送出去”，也可以以后补。",
    "正在把照片变小……",
)


def script_words() -> str:
    """JSON: what a script says in Chinese -> what it says now."""
    language = current()
    return json.dumps({word: language.look_up(word) for word in WORDS}, ensure_ascii=False)
