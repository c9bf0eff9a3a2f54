"""What several flyers say in the same words: how to apply, the six promises, who checked it."""

from generator.printing.flyer import Section
from generator.schema.college import College
from generator.schema.enums import GreenChannelPriority, RecordStatus
from generator.schema.record import Record

HOW_TO_APPLY = (
    "扫码填表，或去毕业学校、村委会请人帮忙",
    "填完第一页，记下取件码",
    "材料不齐也能先报，以后补",
)
CHECKED = {
    RecordStatus.OFFICIAL: "这里只写查得到来源的事，以学校答复为准。",
    RecordStatus.SCHOOL_SUBMITTED: "学院填报，以学院答复为准。",
    RecordStatus.SAMPLE: "",
}
GREEN_CHANNEL_FOR = "脱贫户、监测户和三区三州的同学优先"
SHORT_PRIORITIES = {
    GreenChannelPriority.ADMISSION: "入学",
    GreenChannelPriority.SPECIALTY_CHOICE: "选专业",
    GreenChannelPriority.ORDER_CLASS: "进订单班",
    GreenChannelPriority.AID: "落实助学",
    GreenChannelPriority.INTERNSHIP: "实习",
    GreenChannelPriority.EMPLOYMENT: "推荐就业",
}


def promises(college: College) -> tuple[str, ...]:
    """The promises that the college has filled in; a missing one is not printed as given."""
    return tuple(
        SHORT_PRIORITIES[priority]
        for priority, item in college.green_channel.items()
        if item is not None
    )


def phones(college: College) -> tuple[str, ...]:
    return tuple(dict.fromkeys(college.phones()))[:3]


def checked(record: Record) -> str:
    return CHECKED[record.record_status]


def sections(*named: tuple[str, tuple[str | None, ...]]) -> tuple[Section, ...]:
    """Title and lines; an empty line is left out, and so is a section without any."""
    kept = ((title, tuple(line for line in lines if line)) for title, lines in named)
    return tuple(Section(title=title, lines=lines) for title, lines in kept if lines)
