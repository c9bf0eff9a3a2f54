"""Certificates: what they are good for, where they are checked, what leads to them."""

from dataclasses import replace

from pydantic import HttpUrl

from generator.schema.enums import CertificateKind
from tests.generator.pages import factories
from tests.generator.pages.test_pages import page_at, portal


def test_without_a_known_site_nobody_is_sent_anywhere() -> None:
    _, html = page_at("/certificates/mechanic-4/")
    assert "还没查到可靠的查询网址" in html
    assert 'href="http' not in html


def test_a_known_site_is_linked() -> None:
    found = factories.catalogue()
    site = HttpUrl("https://verify.example/")
    known = found.certificates["mechanic-4"].model_copy(update={"verify_at": site})
    _, html = page_at(
        "/certificates/mechanic-4/", portal(replace(found, certificates={known.id: known}))
    )
    assert 'href="https://verify.example/"' in html
    assert "还没查到" not in html


def test_every_kind_has_its_heading_and_an_empty_one_says_so() -> None:
    _, html = page_at("/certificates/")
    assert all(f"<h2>{kind}</h2>" in html for kind in CertificateKind)
    assert html.count("还没有登记") == len(CertificateKind) - 1


def test_levels_stand_from_the_first_upward() -> None:
    found = factories.catalogue("四级")
    one = found.certificates["mechanic-4"]
    others = {
        name: one.model_copy(update={"id": name, "name": f"证{name}", "level": level})
        for name, level in (("a", "一级"), ("b", "五级"), ("c", None))
    }
    _, html = page_at(
        "/certificates/", portal(replace(found, certificates={one.id: one, **others}))
    )
    places = [html.index(f"/certificates/{name}/") for name in ("b", "mechanic-4", "a", "c")]
    assert places == sorted(places)


def test_real_programmes_and_samples_are_counted_apart() -> None:
    _, html = page_at("/certificates/mechanic-4/")
    assert "示例 1 处" in html
    assert "处在招" not in html
