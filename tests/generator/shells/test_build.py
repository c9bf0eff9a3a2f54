"""From saved YAML to a published site: what a change costs, and what a mistake leaves standing."""

from pathlib import Path

import pytest
import yaml

from generator import build
from generator.build import Builder, Summary
from generator.catalogue import ContentErrors
from generator.engine import ROOT, Engine, EngineFailed
from generator.shells import manifest
from tests.generator.pages import factories

Built = tuple[Builder, Summary]

HELPED = "sample/colleges/sample-helped.yml"


def change(builder: Builder, file: str, **values: object) -> None:
    path = builder.content / file
    record = yaml.safe_load(path.read_text(encoding="utf-8"))
    path.write_text(yaml.safe_dump({**record, **values}, allow_unicode=True), encoding="utf-8")


def test_a_second_build_of_the_same_content_writes_nothing(own_builder: Built) -> None:
    builder, first = own_builder
    second = builder.build()
    assert len(first.written) > first.pages
    assert (second.written, second.removed, second.published) == ((), (), False)


def test_a_changed_fact_writes_its_own_page_only(own_builder: Built) -> None:
    builder, _ = own_builder
    change(builder, HELPED, introduction="从县城坐 12 路车")
    assert builder.build().written == ("colleges/sample-helped/index.html",)
    page = builder.out / "colleges/sample-helped/index.html"
    assert "从县城坐 12 路车" in page.read_text(encoding="utf-8")


def test_a_removed_record_takes_its_page_and_its_links_with_it(own_builder: Built) -> None:
    builder, _ = own_builder
    (builder.content / "sample/stories/sample-story.yml").unlink()
    summary = builder.build()
    assert summary.removed == ("stories/sample-story/index.html",)
    assert not (builder.out / "stories/sample-story").exists()
    assert not [p for p in builder.out.rglob("*.html") if "sample-story" in p.read_text()]


def test_a_mistake_in_the_content_leaves_the_old_site(own_builder: Built) -> None:
    builder, _ = own_builder
    before = manifest.read(builder.out)
    change(builder, HELPED, division="999999")
    with pytest.raises(ContentErrors, match=r"sample-helped\.yml:\d+: division"):
        builder.build()
    assert manifest.read(builder.out) == before


def test_an_engine_that_fails_leaves_the_old_site(own_builder: Built, tmp_path: Path) -> None:
    builder, _ = own_builder
    before = manifest.read(builder.out)
    broken = own_root(tmp_path)
    (broken / "site/overrides/main.html").write_text("{% if %}")
    builder.engine = Engine(root=broken)
    with pytest.raises(EngineFailed, match="mkdocs"):
        builder.build()
    assert manifest.read(builder.out) == before


def test_a_changed_page_frame_reaches_every_page(own_builder: Built, tmp_path: Path) -> None:
    builder, first = own_builder
    root = own_root(tmp_path)
    footer = root / "site/overrides/partials/footer.html"
    footer.write_text(footer.read_text(encoding="utf-8").replace("演示站", "演示用的站"))
    builder.engine = Engine(root=root)
    summary = builder.build()
    pages = [file for file in summary.written if file.endswith(".html")]
    assert len(pages) == first.pages


def test_without_samples_nothing_of_them_is_left(own_builder: Built) -> None:
    builder, _ = own_builder
    builder.engine = Engine(include_sample=False)
    builder.build()
    pages = {path: path.read_text(encoding="utf-8") for path in builder.out.rglob("*.html")}
    assert (builder.out / "colleges/lhasa-college/index.html") in pages
    assert not [
        path for path in pages if "sample" in path.as_posix().removeprefix(str(builder.out))
    ]
    assert not [path for path, html in pages.items() if "演示站" in html or 'class="band"' in html]


def test_zensical_builds_the_same_site(content: Path, portal_site: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    Builder(content, out, Engine("zensical"), day=factories.DAY).build()
    theirs, ours = texts(out), texts(portal_site)
    assert theirs.keys() == ours.keys()
    assert [page for page in ours if ours[page] != theirs[page]] == []


def texts(site: Path) -> dict[str, str]:
    """Page -> everything a reader can read on it, spaces aside."""
    from tests.generator.shells.links import scan  # noqa: PLC0415  only here

    return {
        path.relative_to(site).as_posix(): "".join(scan(path).text.split())
        for path in site.rglob("*.html")
    }


def own_root(tmp_path: Path) -> Path:
    """A copy of what the engine reads, to be broken."""
    import shutil  # noqa: PLC0415  only here

    root = tmp_path / "root"
    shutil.copytree(ROOT / "site", root / "site")
    shutil.copy(ROOT / "mkdocs.yml", root)
    return root


def test_hostile_words_pass_the_golden_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The catalogue refuses most of these words; the engine must not be where the rest turn up.
    said = "</title><script>x</script> \"双\" '单' & {{ x }} ``` XBODYX # : - \\ \u202e <!-- -->"
    monkeypatch.setattr(build, "load_catalogue", lambda *_, **__: factories.catalogue(said))
    Builder(tmp_path, tmp_path / "site", day=factories.DAY).build()
    title = (tmp_path / "site/policies/notice-63/index.html").read_text().split("</title>")[0]
    assert "<script" not in title
    assert "&lt;script&gt;" in title
