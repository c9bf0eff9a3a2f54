"""The built portal beside the forms: its pages, its compressed files, and nothing outside it."""

import gzip
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.forms_app.conftest import make_app

STYLE = "body { color: #123456; }\n" * 50


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    folder = tmp_path_factory.mktemp("portal")
    site = folder / "portal"
    for name, text in {
        "index.html": "<h1>首页</h1>",
        "colleges/index.html": "<h1>找学校</h1>",
        "assets/qianxiao.css": STYLE,
        "assets/finder.0123abcd45.js": "let x;",
        ".manifest.json": "{}",
        "data/facets.json": "{}",
        "dates.ics": "BEGIN:VCALENDAR",
    }.items():
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (site / "assets/qianxiao.css.gz").write_bytes(gzip.compress(STYLE.encode()))
    (folder / "secret.txt").write_text("secret")
    (site / "way-out").symlink_to(folder / "secret.txt")
    app = make_app(data=folder / "data", portal=site)
    yield app
    app.extensions["qianxiao.engine"].dispose()


@pytest.fixture
def client(portal: Flask) -> FlaskClient:
    return portal.test_client()


@pytest.mark.parametrize(
    ("address", "words", "kind"),
    [
        ("/", "首页", "text/html; charset=utf-8"),
        ("/colleges/", "找学校", "text/html; charset=utf-8"),
        ("/colleges/index.html", "找学校", "text/html; charset=utf-8"),
        ("/assets/qianxiao.css", "#123456", "text/css; charset=utf-8"),
        ("/data/facets.json", "{}", "application/json"),
        ("/dates.ics", "VCALENDAR", "text/calendar; charset=utf-8"),
    ],
)
def test_pages_and_files_are_served(
    client: FlaskClient, address: str, words: str, kind: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert words in answer.text
    assert answer.headers["Content-Type"] == kind
    assert "Set-Cookie" not in answer.headers


def test_a_folder_without_its_slash_gets_it(client: FlaskClient) -> None:
    answer = client.get("/colleges")
    assert (answer.status_code, answer.location) == (308, "/colleges/")


@pytest.mark.parametrize(
    "address",
    [
        "/nowhere/",
        "/assets/",
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/colleges/../../secret.txt",
        "/colleges/%2e%2e/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/colleges/..%5c..%5csecret.txt",
        "/.manifest.json",
        "/way-out",
        "/" + "a" * 2000,
    ],
)
def test_what_is_not_a_page_of_the_portal_is_our_404(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert "没有找到这一页" in answer.text
    assert "secret" not in answer.text


def test_an_unchanged_file_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get("/assets/qianxiao.css")
    again = client.get("/assets/qianxiao.css", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert "no-cache" in first.headers["Cache-Control"]


def test_a_file_named_by_its_hash_is_kept_for_a_year(client: FlaskClient) -> None:
    cache = client.get("/assets/finder.0123abcd45.js").cache_control
    assert cache.max_age == 365 * 24 * 60 * 60
    assert cache.immutable


def test_a_page_from_before_the_last_publication_still_finds_its_style(client: FlaskClient) -> None:
    answer = client.get("/assets/qianxiao.ffffffffff.css")
    assert answer.text == STYLE
    assert not answer.cache_control.immutable
    assert client.get("/assets/nowhere.ffffffffff.css").status_code == 404


def test_forms_link_the_names_that_the_published_portal_has(portal: Flask) -> None:
    names = portal.config["QIANXIAO"].portal / "assets/names.json"
    assert "/assets/qianxiao.css" in portal.test_client().get("/staff/login").text
    names.write_text('{"qianxiao.css": "qianxiao.0123456789.css"}')
    assert "/assets/qianxiao.0123456789.css" in portal.test_client().get("/staff/login").text
    names.write_text("{")
    assert '"/assets/qianxiao.css"' in portal.test_client().get("/staff/login").text
    names.unlink()


def test_the_compressed_neighbour_is_sent_to_whoever_takes_it(client: FlaskClient) -> None:
    small = client.get("/assets/qianxiao.css", headers={"Accept-Encoding": "gzip, br"})
    assert small.headers["Content-Encoding"] == "gzip"
    assert small.headers["Content-Type"] == "text/css; charset=utf-8"
    assert gzip.decompress(small.data).decode() == STYLE
    plain = client.get("/assets/qianxiao.css")
    assert "Content-Encoding" not in plain.headers
    assert plain.text == STYLE
    for answer in (small, plain):
        assert "Accept-Encoding" in answer.headers["Vary"]
    assert small.headers["ETag"] != plain.headers["ETag"]


def test_part_of_a_file_can_be_asked_for(client: FlaskClient) -> None:
    answer = client.get("/assets/qianxiao.css", headers={"Range": "bytes=0-3"})
    assert (answer.status_code, answer.text) == (206, "body")
    both = {"Range": "bytes=0-3", "Accept-Encoding": "gzip"}
    part = client.get("/assets/qianxiao.css", headers=both)
    assert (part.status_code, part.text) == (206, "body"), "a part of what the file holds"
