"""Which folder holds which records."""

from generator.schema.campaign import Campaign
from generator.schema.college import College
from generator.schema.enterprise import Enterprise, OrderClass, Sponsorship
from generator.schema.glossary import Term
from generator.schema.guidance import Guidance
from generator.schema.pairing import Pairing
from generator.schema.policy import AidRule, Policy
from generator.schema.record import Record
from generator.schema.specialty import Specialty
from generator.schema.statistics import Statistics
from generator.schema.stories import Faq, Story
from generator.schema.synonyms import Synonyms
from generator.schema.training import Certificate, TrainingProject

SAMPLE_FOLDER = "sample"
SUFFIX = ".yml"

RECORDS: dict[str, type[Record]] = {
    "colleges": College,
    "specialties": Specialty,
    "order_classes": OrderClass,
    "enterprises": Enterprise,
    "sponsorships": Sponsorship,
    "policies": Policy,
    "aid_rules": AidRule,
    "training": TrainingProject,
    "certificates": Certificate,
    "pairings": Pairing,
    "campaigns": Campaign,
    "stories": Story,
    "faq": Faq,
    "glossary": Term,
    "guidance": Guidance,
    "statistics": Statistics,
    "synonyms": Synonyms,
}
"""Folder under content/ and under content/sample/ -> the class of its records."""

WORDS = {
    "colleges": "学校",
    "programmes": "专业点",
    "specialties": "专业",
    "order_classes": "订单班",
    "enterprises": "企业",
    "sponsorships": "赞助",
    "policies": "政策",
    "aid_rules": "补贴规则",
    "training": "培训",
    "certificates": "证书",
    "pairings": "结对",
    "campaigns": "行动或招生季",
    "stories": "故事",
    "faq": "问答",
    "glossary": "词语",
    "guidance": "看图题",
    "statistics": "统计",
    "synonyms": "同义词表",
}
"""What a folder, or the programmes inside the colleges, is called in a message."""
