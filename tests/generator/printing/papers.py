"""Sample records for the papers' tests; every field is filled, nothing is real."""

from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from generator.printing.agreement import AgreementPaper
from generator.printing.application import ApplicationPaper
from generator.printing.flyer import FlyerPaper
from generator.printing.paper import Paper
from generator.printing.public_list import PublicListPaper
from generator.printing.receipt import ReceiptPaper
from generator.printing.render import RenderedPdf, render_pdf

MADE = datetime(2026, 6, 3, 1, 30, tzinfo=UTC)

PUBLIC_LIST: dict[str, Any] = {
    "number": "录取名单",
    "made_at": MADE,
    "cycle": "2026年秋季招生",
    "college": "示例技师学院",
    "programme": "汽车维修",
    "contact": "招生办，电话 000-0000000",
    "admitted": ({"number": "SC2026-000123", "name": "阿＊＊·＊＊＊"},),
    "return_address": "https://example.invalid/apply/open",
}

APPLICATION: dict[str, Any] = {
    "number": "SC2026-000123",
    "made_at": MADE,
    "cycle": "2026年秋季招生",
    "status": "已提交",
    "student": "阿力木·买买提",
    "former_name": "喆堃珺",
    "gender": "男",
    "ethnicity": "维吾尔族",
    "identity_number": "513***********001X",
    "birth_date": date(2011, 3, 4),
    "home_county": "示例县",
    "home_address": "示例县示例镇示例村三组12号，通知书请村委会代收",
    "phone": "138****0000",
    "guardians": ({"name": "买买提·示例", "relation": "父亲", "phone": "138****0000"},),
    "household": "脱贫户（县里核对）",
    "school": "示例县第一初级中学，2026年毕业",
    "choices": (
        {"college": "示例技师学院", "specialty": "汽车维修", "level": "高级工", "kind": "普通班"},
        {"college": "示例技师学院", "specialty": "烹饪", "level": "中级工", "kind": "订单班"},
        {"college": "样例高级技工学校", "specialty": "护理", "level": "中级工", "kind": "普通班"},
    ),
    "adjustment": "愿意去同一学院的其他专业",
    "boarding": "要住校",
    "consents": (
        {
            "text": "用这些内容办理招生录取",
            "given": True,
            "version": "第1版",
            "given_on": date(2026, 6, 3),
            "by": "父亲",
        },
        {
            "text": "处理身份证号、家庭困难情况等敏感信息",
            "given": True,
            "version": "第1版",
            "given_on": date(2026, 6, 3),
            "by": "父亲",
        },
        {
            "text": "把报名内容交给所填的学院",
            "given": True,
            "version": "第1版",
            "given_on": date(2026, 6, 3),
            "by": "父亲",
        },
        {"text": "以后联系我们，了解学习和就业", "given": False, "version": "第1版"},
        {"text": "用学生的故事做宣传", "given": False, "version": "第1版"},
    ),
    "submitted_on": date(2026, 6, 3),
    "helper": "示例老师（毕业学校）",
    "status_address": "https://portal.example/status/SC2026-000123",
}

RECEIPT: dict[str, Any] = {
    "number": "SC2026-000123",
    "made_at": MADE,
    "cycle": "2026年秋季招生",
    "status": "已提交",
    "student": "阿力木·买买提",
    "code": "K7MPX-2WQ9R",
    "choices": ("示例技师学院 汽车维修 高级工", "样例高级技工学校 护理 中级工"),
    "submitted_on": date(2026, 6, 3),
    "steps": (
        {"text": "示例技师学院看材料，有问题会打电话", "by": "6月10日前"},
        {"text": "扫码或打电话看结果", "by": "7月1日起"},
    ),
    "phone": "0000-0000000",
    "return_address": "https://portal.example/return",
}

FLYER: dict[str, Any] = {
    "number": "FL-000045",
    "made_at": MADE,
    "band": "示例技师学院",
    "place": "示例市示例县",
    "headline": "学汽车维修，三年拿中级工证书",
    "lead": "初中毕业就能报。实训车间里学，毕业前学院帮着找工作。",
    "facts": ("学3年", "中级工", "可以住校", "初中毕业"),
    "sections": (
        {
            "title": "学什么",
            "lines": ("发动机和底盘检修", "新能源汽车检测", "汽车电路和诊断仪", "钣金和喷漆"),
        },
        {"title": "毕业做什么", "lines": ("4S店和修理厂的技师", "整车厂的装配和检测")},
    ),
    "first_day": (
        {"label": "学费", "yuan": 0, "note": "国家免学费"},
        {"label": "住宿费", "yuan": 500},
        {"label": "书本和工装", "yuan": "380.5"},
    ),
    "each_year": (
        {"label": "学费", "yuan": 0},
        {"label": "住宿费", "yuan": 500},
        {"label": "吃饭", "yuan": None, "note": "按自己吃的算"},
    ),
    "aid": ("困难家庭可以申请国家助学金，问学院的资助老师",),
    "green_channel": ("入学", "选专业", "进订单班", "助学政策", "实习", "推荐就业"),
    "green_channel_for": "脱贫户和监测户的孩子，这六样优先：",
    "how_to_apply": ("扫码填表，或去毕业学校、村委会请人帮忙", "填完记下取件码", "等学院电话"),
    "deadline": date(2026, 8, 20),
    "phones": ("0000-0000000",),
    "ask": "不会填，问班主任或村委会",
    "checked": "学院填报，2026年5月核对。",
    "expires_on": date(2026, 9, 1),
    "expiry_rule": "开学那天",
    "page_address": "https://portal.example/programmes/sample-auto/",
}

AGREEMENT: dict[str, Any] = {
    "number": "DB-2026-0007",
    "made_at": MADE,
    "assisting": {
        "name": "示例技师学院",
        "credit_code": "00000000000000000X",
        "representative": "示例院长",
        "address": "示例省示例市示例路1号",
        "contact": "示例老师",
        "phone": "000-00000000",
    },
    "receiving": {"name": "样例县技工学校", "address": "样例省样例县样例路2号"},
    "purpose": "双方重点办好乙方的烹饪专业和汽车维修专业。",
    "policies": (
        "《中华人民共和国职业教育法》",
        "《人力资源社会保障部 国务院扶贫办关于开展深度贫困地区技能扶贫行动的通知》"
        "（人社部发〔2018〕63号）",
    ),
    "items": (
        {
            "kind": "实训设备",
            "what": "汽车发动机拆装实训台",
            "specialty": "汽车维修",
            "quantity": 2,
            "unit": "套",
            "yuan": "245600.50",
            "due": date(2026, 12, 20),
            "evidence": "验收单、照片",
        },
        {
            "kind": "人才培养方案",
            "specialty": "烹饪（中式烹调）",
            "quantity": 1,
            "unit": "份",
            "due": date(2027, 6, 30),
            "evidence": "双方签字的方案",
        },
        {
            "kind": "教师培训",
            "quantity": "12.5",
            "unit": "人月",
            "yuan": "60000",
            "due": date(2028, 6, 30),
            "evidence": "结业证书、签到表，以及按月的跟岗记录和双方教研室的评语",
        },
    ),
    "tasks": (
        {"year": 2026, "task": "设备到位，第一批教师跟岗", "measure": "验收合格"},
        {"year": 2027, "task": "烹饪专业按新方案招生", "measure": "新方案开课"},
    ),
    "money": "设备的运输和安装费用由甲方承担。",
    "starts_on": date(2026, 7, 1),
    "ends_on": date(2029, 6, 30),
    "filing_authority": "示例市人力资源和社会保障局",
    "teachers": (
        {
            "name": "示例教师",
            "post": "烹饪",
            "training": "中式面点跟岗一学期",
            "due": date(2027, 6, 30),
        },
        {"name": "㛃𬭊", "post": "汽车维修"},
    ),
    "site_address": "https://portal.example",
}


def application(**changes: object) -> ApplicationPaper:
    """An application with every field filled."""
    return ApplicationPaper.model_validate({**APPLICATION, **changes})


def receipt(**changes: object) -> ReceiptPaper:
    """A receipt with every field filled."""
    return ReceiptPaper.model_validate({**RECEIPT, **changes})


def flyer(**changes: object) -> FlyerPaper:
    """A flyer with every field filled."""
    return FlyerPaper.model_validate({**FLYER, **changes})


def agreement(**changes: object) -> AgreementPaper:
    """An agreement with a party half filled, a line without value and an annex."""
    return AgreementPaper.model_validate({**AGREEMENT, **changes})


def public_list(**changes: object) -> PublicListPaper:
    """A list of one child."""
    return PublicListPaper.model_validate({**PUBLIC_LIST, **changes})


def all_papers(**changes: object) -> list[Paper]:
    """One of each kind."""
    return [make(**changes) for make in (application, receipt, flyer, agreement, public_list)]


@cache
def printed(paper: Paper) -> RenderedPdf:
    """The paper as a PDF, made once for all tests that only read it."""
    return render_pdf(paper)
