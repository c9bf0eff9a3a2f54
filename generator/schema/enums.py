"""Enumerations whose values are the printed words; a document that fixes a list is named."""

from enum import StrEnum


class RecordStatus(StrEnum):
    """Where a record comes from; the three never mix within one record."""

    OFFICIAL = "official"
    SCHOOL_SUBMITTED = "school_submitted"
    SAMPLE = "sample"


class Confidence(StrEnum):
    """How sure we are of a fact. What is unsure is never published."""

    SEED = "seed"
    """In the text of the notice itself."""
    SEEN = "seen"
    """Seen in a public page, often a mirror."""
    KNOWN = "known"
    """Public policy from general knowledge, not seen in a page."""
    UNSURE = "unsure"


class Tier(StrEnum):
    TECHNICAL_SCHOOL = "技工学校"
    SENIOR_TECHNICAL_SCHOOL = "高级技工学校"
    TECHNICIAN_COLLEGE = "技师学院"


class Ownership(StrEnum):
    PUBLIC = "公办"
    PRIVATE = "民办"
    ENTERPRISE = "企业办"
    UNKNOWN = "未知"


class SchoolSystem(StrEnum):
    """Technical colleges belong to human resources, vocational ones to education."""

    HUMAN_RESOURCES = "人社"
    EDUCATION = "教育"


class PairingRole(StrEnum):
    ASSISTING = "支援"
    RECEIVING = "受援"
    CANDIDATE = "支援候选"
    NONE = "其他"


class TrainingLevel(StrEnum):
    INTERMEDIATE = "中级工"
    SENIOR = "高级工"
    ASSISTANT_TECHNICIAN = "预备技师(技师)"


class EntryPoint(StrEnum):
    MIDDLE_SCHOOL = "初中起点"
    HIGH_SCHOOL = "高中起点"
    INTERMEDIATE_WORKER = "中级工起点"
    SENIOR_WORKER = "高级工起点"


class GreenChannelPriority(StrEnum):
    """Exactly six, notice 三(五)."""

    ADMISSION = "入学"
    SPECIALTY_CHOICE = "选择专业"
    ORDER_CLASS = "安排订单定向培养班(企业冠名班)"
    AID = "落实助学政策"
    INTERNSHIP = "实习"
    EMPLOYMENT = "推荐就业"


class PhysicalLimit(StrEnum):
    COLOUR_VISION = "辨色"
    HEIGHT_WORK = "登高"
    HEARING = "听力"
    STANDING = "久站"
    LIFTING = "搬重物"
    SKIN = "皮肤接触油或化学品"


class FacilityKind(StrEnum):
    """The notice (三(八)) says 资料室, the follow-up 人社部发〔2019〕2号 says 实训室."""

    RESOURCE_ROOM = "资料室"
    TRAINING_ROOM = "实训室"


class SponsorshipKind(StrEnum):
    SCHOLARSHIP = "爱心奖学金"
    BURSARY = "爱心助学金"
    INTERNSHIP_POSTS = "实习岗位"
    NAMED_CLASS = "企业冠名班"
    PRIORITY_HIRING = "优先录用"
    EQUIPMENT = "设备捐赠"
    INSTRUCTOR = "师傅/讲师"


class SponsorshipState(StrEnum):
    OFFERED = "答应"
    CONFIRMED = "已确认"
    DELIVERED = "已到位"


class AidItemKind(StrEnum):
    SPECIALTY_BUILDING = "专业共建"
    TRAINING_PLAN = "人才培养方案"
    COURSES = "课程与教材"
    EQUIPMENT = "实训设备"
    FACILITY = "资料室/实训室"
    TEACHER_TRAINING = "教师培训"
    SHADOWING = "跟岗学习"
    SECONDMENT = "派驻教师或管理人员"
    COMPETITION = "大赛集训"
    REMOTE_TEACHING = "远程教学"
    JOINT_ADMISSION = "联合招生/分校"
    MONEY = "资金"


class AidKind(StrEnum):
    TUITION_WAIVER = "免学费"
    NATIONAL_GRANT = "国家助学金"
    YULU = "雨露计划"
    NATIONAL_SCHOLARSHIP = "中职国家奖学金"
    LOCAL_PROGRAMME = "地方政策"
    APPRENTICESHIP = "企业新型学徒制补贴"
    INTERNSHIP_PAY = "实习报酬"


class Household(StrEnum):
    """What an aid rule may ask of a family; a family that does not know (不清楚) is None."""

    OUT_OF_POVERTY = "脱贫户"
    UNSTABLE = "脱贫不稳定户"
    NEARLY_POOR = "边缘易致贫户"
    SUDDEN_HARDSHIP = "突发严重困难户"
    LOW_INCOME = "低保或特困"
    DISABILITY = "残疾学生或残疾人家庭"
    ORDINARY_FARMING = "一般农户"
    CITY_HARDSHIP = "城市困难家庭"
    NONE_OF_THESE = "都不是"


class Hukou(StrEnum):
    """Where a family is registered; a county town is no village (农村不含县城)."""

    VILLAGE = "农村"
    COUNTY_TOWN = "县镇"
    CITY = "城市"


class EntryLevel(StrEnum):
    """What the student has finished before."""

    MIDDLE_SCHOOL = "初中毕业"
    HIGH_SCHOOL = "高中毕业"
    VOCATIONAL_SCHOOL = "中职毕业"


class AidCounting(StrEnum):
    """How a school year that crosses the end of an amount's period is counted."""

    BY_MONTH = "按月"
    BY_START = "按开学"


class TrainingFamily(StrEnum):
    EMPLOYMENT_SKILLS = "就业技能培训"
    STARTUP = "创业培训"
    PRE_POST = "岗前培训"
    APPRENTICESHIP = "企业新型学徒制培训"
    POST_UPGRADE = "岗位技能提升培训"
    WORK_AS_TRAINING = "以工代训"
    PROJECT = "项目制培训"
    SAFETY = "安全培训(高危/特种作业)"
    SPECIAL_ABILITY = "专项职业能力培训"


class TrainingMode(StrEnum):
    CENTRALISED = "集中培训"
    FLEXIBLE = "弹性培训"
    AT_HOME = "上门培训"


class TrainingReach(StrEnum):
    TOWNSHIP = "进乡镇"
    COMMUNITY = "进社区"
    FAMILY = "进家庭"
    POINT_TO_POINT = "点对点"
    ONE_TO_ONE = "一对一"


class Delivery(StrEnum):
    CLASSROOM = "课堂教学"
    INTERNET = "互联网+培训"
    MULTIMEDIA = "多媒体资源培训"


class CertificateKind(StrEnum):
    """The first three are the notice's (三(六)); the last is a course's own paper."""

    NATIONAL_QUALIFICATION = "国家职业资格证书"
    SKILL_LEVEL = "职业技能等级证书"
    SPECIAL_ABILITY = "专项职业能力证书"
    COURSE_COMPLETION = "培训结业证书"


class IdentityRule(StrEnum):
    """Whether an admission cycle asks for the identity number."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    NOT_ASKED = "not_asked"


class ConsentKind(StrEnum):
    ADMISSION = "admission"
    SENSITIVE_DATA = "sensitive_data"
    COLLEGES = "colleges"
    LATER_CONTACT = "later_contact"
    PUBLICITY = "publicity"


class GlossaryTopic(StrEnum):
    """In the order of the page."""

    COLLEGES = "学校和班"
    CERTIFICATES = "级别和证书"
    APPLYING = "报名"
    MONEY = "钱"
    HOUSEHOLD = "家里情况"
    HELP = "帮扶和政策"


class Picture(StrEnum):
    """The pictures of the guidance questions; the word is what the picture shows."""

    GEARS = "齿轮"
    PEOPLE = "两个人"
    PLANT = "一棵苗"
    SCREEN = "电脑"
    WRENCH = "扳手"
    POT = "一口锅"
    CHILD = "大人牵着小孩"
    BRUSH = "画笔"
    SPEECH = "说话"
    ABACUS = "算盘"
    MEASURE = "尺子"
    DESK = "桌椅"
    WORKSHOP = "车间"
    SUN = "太阳和山"
    STANDING = "站着的人"
    CHAIR = "一把椅子"
    LADDER = "梯子"
    OIL = "一滴油"
    CLEAN_HAND = "干净的手"
    MOON = "月亮"
    BED = "一张床"
    TRAIN = "火车"
    HOUSE = "房子"


class Measure(StrEnum):
    """Who is counted in published statistics."""

    STUDENTS = "在校学生"
    NEW_STUDENTS = "新生"
    GRADUATES = "毕业生"
    TRAINED = "学完手艺的大人"
