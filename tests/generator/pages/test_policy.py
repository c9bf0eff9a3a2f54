"""A policy: plain words beside the clause; what is over is grey and names what came after."""

from dataclasses import replace
from datetime import timedelta

from tests.generator.pages import factories
from tests.generator.pages.test_pages import page_at, portal


def test_plain_words_stand_before_the_original_of_each_clause() -> None:
    found = factories.catalogue()
    old = found.policies["notice-63"]
    clause = old.clauses[0].model_copy(update={"plain": "先轮到你。", "original": "优先安排。"})
    told = old.model_copy(update={"clauses": (clause,)})
    _, html = page_at("/policies/notice-63/", portal(replace(found, policies={told.id: told})))
    assert html.index("先轮到你。") < html.index("<strong>原文</strong>") < html.index("优先安排。")


def test_what_is_over_is_grey_and_the_two_policies_name_each_other() -> None:
    found = factories.catalogue()
    old = found.policies["notice-63"].model_copy(update={"replaced_by": "new"})
    new = old.model_copy(
        update={"id": "new", "name": "新的通知", "replaced_by": None, "valid_until": None}
    )
    made = portal(replace(found, policies={"new": new, old.id: old}))
    _, over = page_at("/policies/notice-63/", made)
    assert "2020年12月31日已经过期" in over
    assert 'class="past"' in over
    assert 'href="/policies/new/">新的通知' in over
    _, today = page_at("/policies/new/", made)
    assert "已经过期" not in today
    assert 'class="past"' not in today
    assert "它换掉了" in today


def test_the_last_day_is_still_in_force() -> None:
    found = factories.catalogue()
    last = found.policies["notice-63"].model_copy(update={"valid_until": factories.DAY})
    over = last.model_copy(update={"valid_until": factories.DAY - timedelta(days=1)})
    for policy, is_over in ((last, False), (over, True)):
        made = portal(replace(found, policies={policy.id: policy}))
        _, html = page_at("/policies/notice-63/", made)
        assert ("已经过期" in html) is is_over
