"""A shell is cut where its placeholders are, and a missing one stops the build."""

import pytest

from generator.pages.page import Page
from generator.shells.filling import WrittenShell
from generator.shells.slots import Shell, ShellBroken, html_slots, wanted_slots

HTML = (
    '<title>XTITLEX - 千校</title><meta name="description" content="XDESCRIPTIONX">'
    '<meta name="robots" content="XROBOTSX"><link rel="canonical" href="/colleges/x-shell/">'
    "<aside>XBANDX</aside><main>XBODYX</main><p>/colleges/x-shell/</p>"
)


def page(*, is_sample: bool = False) -> Page:
    return Page(
        address="/colleges/one/",
        shell_name="colleges/x-shell",
        bodies={"BODY": "college.html"},
        context={},
        title='一所 "学校" <b>',
        description="说明 & 更多",
        is_sample=is_sample,
    )


def test_a_page_is_the_shell_with_its_slots_filled() -> None:
    filled = Shell.cut("colleges/x-shell", HTML).fill(
        html_slots(page(is_sample=True), "示例", {"BODY": "<p>正文</p>"})
    )
    assert filled == (
        "<title>一所 &#34;学校&#34; &lt;b&gt; - 千校</title>"
        '<meta name="description" content="说明 &amp; 更多">'
        '<meta name="robots" content="noindex"><link rel="canonical" href="/colleges/one/">'
        "<aside>示例</aside><main><p>正文</p></main><p>/colleges/one/</p>"
    )


def test_a_shell_that_is_written_down_once_fills_as_before() -> None:
    shell = Shell.cut("colleges/x-shell", HTML)
    slots = html_slots(page(), "演示站", {"BODY": "<p>正文 XTITLEX</p>"})
    assert WrittenShell(shell).fill(slots).decode() == shell.fill(slots)


def test_values_that_look_like_placeholders_are_not_filled_again() -> None:
    shell = Shell.cut("colleges/x-shell", HTML)
    filled = shell.fill(html_slots(page(), "", {"BODY": "XTITLEX x-shell"}))
    assert "<main>XTITLEX x-shell</main>" in filled


@pytest.mark.parametrize(
    "broken",
    [
        HTML.replace("XTITLEX", "x-title-x"),
        HTML.replace("XBODYX", "XBODYX XBODYX"),
        HTML.replace("x-shell", "shell"),
        HTML.replace("XBODYX", "XBODYX XELSEX"),
    ],
    ids=["lost", "twice", "no address", "unknown"],
)
def test_a_shell_that_lost_or_gained_a_slot_stops_the_build(broken: str) -> None:
    wanted = wanted_slots(page(), has_band=True)
    Shell.cut("colleges/x-shell", HTML).expect(wanted)
    with pytest.raises(ShellBroken, match="slots found"):
        Shell.cut("colleges/x-shell", broken).expect(wanted)
