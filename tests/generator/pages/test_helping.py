"""Who helps: late items are named, samples stay apart, and a page changes only when it must."""

from dataclasses import replace
from datetime import timedelta

from generator.catalogue import Catalogue
from generator.pages.kinds import every_page
from generator.pages.portal import Portal
from generator.pages.rendering import Renderer
from generator.schema.enums import RecordStatus
from generator.schema.record import Source
from tests.generator.pages import factories
from tests.generator.pages.test_pages import keys, page_at, portal

HELP = ("/pairings/", "/who-helps/", "/pairings/sample-pair/", "/sponsors/sample-enterprise/")


def on_day(days: int, catalogue: Catalogue | None = None) -> Portal:
    day = factories.DAY + timedelta(days=days)
    return Portal(catalogue or factories.catalogue(), day, Renderer())


def test_what_is_late_is_named_with_its_days_on_every_page_that_counts_it() -> None:
    for address in ("/pairings/", "/who-helps/", "/pairings/sample-pair/"):
        _, html = page_at(address)
        assert "过了 61 天" in html, address
        assert "过了日子还没办好" in html, address


def test_on_the_pairings_own_page_late_items_stand_before_the_others() -> None:
    _, html = page_at("/pairings/sample-pair/")
    states = [html.index(said) for said in ("! </span>过了", "○ </span>还没", "✓ </span>办好")]
    assert states == sorted(states)
    order = ["办得怎么样", "答应的每一件事", "帮哪些专业", "哪里备案"]
    assert [html.index(f"{words}</h2>") for words in order] == sorted(
        html.index(f"{words}</h2>") for words in order
    )


def test_a_day_later_only_pages_with_something_late_have_changed() -> None:
    before, after = keys(on_day(1)), keys(on_day(2))
    changed = {address for address in before if before[address] != after[address]}
    assert set(HELP) <= changed
    assert changed <= {*HELP, "/colleges/sample-helped/"}


def test_when_nothing_is_late_a_day_changes_nothing() -> None:
    found = factories.catalogue()
    pair = found.pairings["sample-pair"]
    gift = found.sponsorships["sample-bursary"]
    later = factories.DAY + timedelta(days=90)
    quiet = replace(
        found,
        pairings={
            pair.id: pair.model_copy(
                update={"items": [one.model_copy(update={"due": later}) for one in pair.items]}
            )
        },
        sponsorships={gift.id: gift.model_copy(update={"ends_on": later})},
    )
    assert keys(on_day(1, quiet)) == keys(on_day(2, quiet))


def test_real_pairings_and_samples_are_counted_apart() -> None:
    found = factories.catalogue()
    sample = found.pairings["sample-pair"]
    real = sample.model_copy(
        update={
            "id": "pair",
            "name": "一对真的",
            "record_status": RecordStatus.OFFICIAL,
            "sources": (Source(title="来源"),),
            "items": sample.items[:2],
        }
    )
    both = replace(found, pairings={"pair": real, sample.id: sample})
    _, html = page_at("/pairings/", portal(both))
    assert "答应 2 件，办好 1 件，1 件过了日子" in html
    assert "答应 3 件，办好 1 件，1 件过了日子" in html
    assert "答应 5 件" not in html
    assert html.index("查得到来源的") < html.index("示例：办得怎么样")


def test_a_sponsor_says_what_was_promised_what_arrived_and_what_is_late() -> None:
    _, html = page_at("/sponsors/sample-enterprise/", portal(factories.catalogue("份")))
    for words in (
        "爱心助学金 10 份",
        "答应 10 份，到了 4 份",
        "过了 30 天",
        "2026年2月1日学校确认",
    ):
        assert words in html
    for address in ("/order-classes/sample-order/", "/colleges/sample-helped/"):
        assert f'href="{address}"' in html


def test_without_a_real_sponsor_the_page_says_so() -> None:
    _, html = page_at("/sponsors/")
    assert "还没有真的企业在这里登记" in html
    assert 'href="/sponsors/sample-enterprise/"' in html
    _, empty = page_at("/sponsors/", portal(factories.catalogue(include_sample=False)))
    assert "还没有真的企业在这里登记" in empty
    assert "示例" not in empty


def test_college_pairing_sponsor_order_class_and_certificate_lead_to_each_other() -> None:
    wanted = {
        "/colleges/sample-helped/": ["/pairings/sample-pair/", "/sponsors/sample-enterprise/"],
        "/order-classes/sample-order/": [
            "/sponsors/sample-enterprise/",
            "/specialties/car-repair/",
        ],
        "/programmes/sample-helped-car-repair/": ["/certificates/mechanic-4/"],
        "/specialties/car-repair/": ["/certificates/mechanic-4/", "/pairings/sample-pair/"],
        "/certificates/mechanic-4/": [
            "/specialties/car-repair/",
            "/programmes/sample-helped-car-repair/",
            "/training/sample-care/",
        ],
        "/training/sample-care/": ["/certificates/mechanic-4/"],
    }
    made = portal()
    html = {page.address: "".join(made.renderer.bodies(page).values()) for page in every_page(made)}
    for address, targets in wanted.items():
        assert [one for one in targets if f'href="{one}"' not in html[address]] == [], address
