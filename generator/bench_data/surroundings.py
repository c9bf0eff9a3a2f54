"""The records around synthetic colleges: specialties, certificates, enterprises, pairings."""

from collections.abc import Iterator
from random import Random
from typing import Any

from generator.bench_data import sentences
from generator.bench_data.colleges import (
    CAMPAIGN,
    CERTIFICATES,
    SAMPLE,
    YEAR,
    College,
    contact,
    specialty_id,
    specialty_name,
)
from generator.schema.enums import ConsentKind

Named = tuple[str, dict[str, Any]]
"""The folder of a record, and the record."""

CLASSES = sentences.words(
    """
    机械类 电工电子类 信息类 交通类 服务类 财经商贸类 农业类 能源类
    化工类 冶金类 建筑类 轻工类 医药类 文化艺术类 其他
    """
)
ITEMS = ["实训设备", "教师培训", "课程与教材", "远程教学", "派驻教师或管理人员"]


def surroundings_of(plan: list[College], specialties: int, seed: int) -> Iterator[Named]:
    """Every record that the colleges of a plan name, and what names them."""
    random = Random(f"{seed} surroundings")  # noqa: S311
    yield "campaigns", _campaign()
    for identifier in CERTIFICATES.values():
        yield "certificates", _certificate(identifier)
    for number in range(specialties):
        yield "specialties", _specialty(random, number)
    enterprises = max(1, len(plan) // 25)
    for number in range(enterprises):
        yield "enterprises", _enterprise(random, number, random.choice(plan))
    yield from _order_classes(random, plan, enterprises)
    yield from _pairings(random, plan)


def _campaign() -> dict[str, Any]:
    kinds = ["脱贫户", "脱贫不稳定户", "边缘易致贫户", "突发严重困难户"]
    households = [{"name": kind, "opens_green_channel": True} for kind in kinds]
    return {
        "id": CAMPAIGN,
        "name": f"示例招生季{YEAR}（量测用）",
        **SAMPLE,
        "year": YEAR,
        "answer": "这是量测用的招生季，不能报名。",
        "admission": {
            "opens_at": f"{YEAR - 1}-09-01T00:00:00+08:00",
            "closes_at": f"{YEAR}-07-20T18:00:00+08:00",
            "results_on": f"{YEAR}-07-28",
            "answer_within_days": 10,
            "accept_within_days": 10,
            "appeal_within_days": 10,
            "ends_on": f"{YEAR}-09-30",
            "keeping": {
                "unsent_days": 60,
                "warn_unsent_days": [14, 3],
                "papers_days": 90,
                "unsuccessful_months": 6,
                "logs_years": 3,
                "undo_hours": 24,
                "erasure_within_days": 15,
                "backup_days": 30,
                "basis": "量测用，不是规定",
            },
            "age_counted_on": f"{YEAR}-09-01",
            "household_kinds": [*households, {"name": "不清楚", "opens_green_channel": False}],
            "consents": [
                {
                    "kind": str(kind),
                    "version": "2026-09-01",
                    "title": f"示例同意书 {kind}",
                    "text": "量测用的文字，没有人会同意它。",
                    "is_required": True,
                }
                for kind in ConsentKind
            ],
            "guardian_ages": [
                {
                    "starts_on": "2021-11-01",
                    "stored_after_consent_under": 14,
                    "guardian_agrees_under": 18,
                    "basis": "量测用，不是规定",
                    "sources": [{"title": "量测用"}],
                }
            ],
        },
    }


def _certificate(identifier: str) -> dict[str, Any]:
    return {
        "id": identifier,
        "name": f"示例证书（{identifier.rpartition('-')[2]}）",
        **SAMPLE,
        "kind": "职业技能等级证书",
        "issuer": "示例评价机构",
        "plain_words": "量测用的证书。",
    }


def _specialty(random: Random, number: int) -> dict[str, Any]:
    name = specialty_name(number)
    code = number % len(CLASSES)
    return {
        "id": specialty_id(number),
        "name": f"示例专业·{name}",
        **SAMPLE,
        "class_code": f"{code + 1:02d}",
        "class_name": CLASSES[code],
        "name_confidence": "known",
        "plain_words": f"{name}：{random.choice(sentences.WAYS)}。",
        "day": sentences.day(random),
        "jobs": sentences.pick(random, sentences.JOBS, 4),
        "hard_parts": sentences.pick(random, sentences.HARDS, 3),
        "is_agricultural": code == CLASSES.index("农业类"),
        "common_names": [name[:2]],
    }


def _enterprise(random: Random, number: int, near: College) -> dict[str, Any]:
    thing = random.choice(sentences.THINGS)
    return {
        "id": f"sample-bench-enterprise-{number:04d}",
        "name": f"示例企业{number:04d}（{thing}）",
        **SAMPLE,
        "division": near.county.code,
        "industry": f"{thing}{random.choice(sentences.DOINGS)}",
        "contact": contact("人事部"),
    }


def _order_classes(random: Random, plan: list[College], enterprises: int) -> Iterator[Named]:
    offers = [programme for college in plan for programme, _ in college.programmes]
    for number, programme in enumerate(random.sample(offers, len(offers) // 50)):
        low = random.randrange(2600, 4600, 100)
        job = random.choice(sentences.JOBS)
        yield (
            "order_classes",
            {
                "id": f"sample-bench-order-class-{number:05d}",
                "name": f"示例冠名班{number:05d}（{job}）",
                **SAMPLE,
                "programme": programme,
                "enterprise": f"sample-bench-enterprise-{random.randrange(enterprises):04d}",
                "seats": random.randint(5, 20),
                "workplace": random.choice(plan).county.code,
                "pay": {"low": low, "high": low + random.randrange(300, 2000, 100)},
                "post": job,
                "promises": sentences.pick(random, sentences.GOODS, 2),
                "if_i_leave": "可以退出，不用赔钱。",
            },
        )


def _pairings(random: Random, plan: list[College]) -> Iterator[Named]:
    assisting = [college for college in plan if not college.is_receiving]
    receiving = [college for college in plan if college.is_receiving and college.programmes]
    for number, college in enumerate(receiving if assisting else []):
        helper = random.choice(assisting)
        specialty = specialty_id(college.programmes[0][1])
        yield (
            "pairings",
            {
                "id": f"sample-bench-pairing-{number:04d}",
                "name": f"示例结对{number:04d}：{helper.county.name} 帮 {college.county.name}",
                **SAMPLE,
                "assisting": helper.id,
                "receiving": college.id,
                "specialties": [specialty],
                "signed_on": "2025-09-15",
                "starts_on": "2025-09-15",
                "ends_on": "2028-09-14",
                "answer": f"{helper.county.name}的示例学校帮{college.county.name}的示例学校。",
                "items": [
                    {
                        "kind": kind,
                        "what": random.choice(sentences.GOODS),
                        "specialty": specialty,
                        "quantity": random.randint(1, 40),
                        "unit": "份",
                        "due": f"{random.choice([2026, 2027])}-{random.randint(1, 12):02d}-15",
                    }
                    for kind in sentences.pick(random, ITEMS, random.randint(2, 4))
                ],
            },
        )
