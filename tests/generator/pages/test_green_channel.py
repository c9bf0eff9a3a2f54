"""The green channel: six promises make the badge, each with what, how many, until when, whom."""

from dataclasses import replace
from datetime import timedelta

from generator.catalogue import Catalogue
from generator.schema.college import GreenChannel
from tests.generator.pages import factories
from tests.generator.pages.test_pages import page_at, portal


def with_channel(channel: GreenChannel) -> Catalogue:
    """The helped college beside a second one with this channel; its id comes first."""
    found = factories.catalogue()
    helped = found.colleges["sample-helped"]
    other = helped.model_copy(
        update={
            "id": "sample-a",
            "name": "示例另一所",
            "green_channel": channel,
            "programmes": (),
        }
    )
    return replace(found, colleges={"sample-a": other, **found.colleges})


def test_complete_colleges_stand_first_and_only_they_carry_the_badge() -> None:
    whole = factories.catalogue().colleges["sample-helped"].green_channel
    five = whole.model_copy(update={"employment": None})
    _, html = page_at("/green-channel/", portal(with_channel(five)))
    assert html.index('href="/colleges/sample-helped/"') < html.index('href="/colleges/sample-a/"')
    assert html.count("✓ 绿色通道</span>") == 1
    assert "写了 5 件，还没有标记" in html


def test_each_promise_says_what_how_many_until_when_and_whom_to_ask() -> None:
    item = factories.catalogue().colleges["sample-helped"].green_channel.aid
    assert item is not None
    channel = GreenChannel(aid=item.model_copy(update={"what": "老师陪你填表", "how_many": "都办"}))
    _, html = page_at("/green-channel/", portal(with_channel(channel)))
    promise = html.split("老师陪你填表", 1)[1].split("</li>", 1)[0]
    assert promise.startswith("，都办")
    for words in ("到2026年7月1日为止", "000-0000-0000"):
        assert words in promise


def test_a_promise_past_its_day_is_grey_and_says_ask_again() -> None:
    found = factories.catalogue()
    helped = found.colleges["sample-helped"]
    item = helped.green_channel.aid
    assert item is not None
    over = item.model_copy(update={"until": factories.DAY - timedelta(days=1)})
    late = helped.model_copy(
        update={"green_channel": helped.green_channel.model_copy(update={"aid": over})}
    )
    made = portal(replace(found, colleges={**found.colleges, late.id: late}))
    for address in ("/green-channel/", "/colleges/sample-helped/"):
        _, html = page_at(address, made)
        assert html.count("2026年6月30日已经过了，再问一次") == 1, address
