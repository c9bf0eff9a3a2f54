"""The pages on which an assisting college writes a commitment, and its partner answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flask_wtf import FlaskForm
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from forms_app.accounts.models import Organisation
from forms_app.commitments.fields import (
    DayField,
    LineField,
    OneOfField,
    ParagraphField,
    SomeOfCheckboxField,
    WholeNumberField,
    at_most,
    filled,
    printable,
)
from forms_app.commitments.items import ItemFacts
from forms_app.commitments.services import Basics
from forms_app.commitments.terms import SpecialtyTerm
from generator.catalogue import Catalogue
from generator.schema.enums import AidItemKind

MOST_YUAN = 100_000_000
MOST_QUANTITY = 1_000_000
EARLIEST, LATEST = date(2016, 1, 1), date(2099, 12, 31)
LONGEST_YEARS = 10
NO_SPECIALTY = ""


class BasicsForm(FlaskForm):
    """Partner, term and purpose."""

    receiving = OneOfField("帮哪所学校")
    starts_on = DayField("从哪天开始", validators=[InputRequired("请选开始的日期。")])
    ends_on = DayField("到哪天结束", validators=[InputRequired("请选结束的日期。")])
    purpose = LineField(
        "目的",
        description="一句话，例如：三年内把汽车维修办成特色专业。",
        validators=[filled("请用一句话写帮什么、办成什么。"), at_most(200), printable],
    )

    def offer(self, partners: Sequence[Organisation]) -> None:
        """Name the colleges that may be chosen."""
        names = {partner.id: partner.name for partner in partners}
        self.receiving.choices = {"": "请选择", **names} if len(names) > 1 else names

    def validate_receiving(self, field: OneOfField) -> None:
        if not field.data:
            raise ValidationError("请选一所受援学校。")

    def validate_starts_on(self, field: DayField) -> None:
        if field.data and not EARLIEST <= field.data <= LATEST:
            raise ValidationError("年份不对，请再看一下。")

    def validate_ends_on(self, field: DayField) -> None:
        start, end = self.starts_on.data, field.data
        if start is None or end is None:
            return
        if end <= start:
            raise ValidationError("结束要晚于开始。")
        if end.year - start.year > LONGEST_YEARS - 1:
            raise ValidationError(f"最多跨 {LONGEST_YEARS} 个年度，请分成几份。")

    def basics(self) -> Basics:
        """The checked answers."""
        assert self.starts_on.data is not None
        assert self.ends_on.data is not None
        return Basics(
            purpose=self.purpose.data or "",
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
        )


class SpecialtiesForm(FlaskForm):
    """Which specialties are helped; at least one."""

    specialties = SomeOfCheckboxField("帮哪些专业", validators=[InputRequired("至少选一个专业。")])

    def offer(self, catalogue: Catalogue) -> None:
        self.specialties.choices = {
            specialty.id: specialty.name for specialty in catalogue.specialties.values()
        }


class ItemForm(FlaskForm):
    """One promise: one page, one item."""

    kind = OneOfField(
        "类别",
        choices={"": "请选择", **{kind.value: kind.value for kind in AidItemKind}},
    )
    what = LineField(
        "内容",
        description="写具体，例如：汽车发动机拆装实训台。",
        validators=[filled("请写清楚帮什么。"), at_most(100), printable],
    )
    specialty = OneOfField("用在哪个专业")
    quantity = WholeNumberField(
        "数量",
        validators=[
            InputRequired("请写数量。"),
            NumberRange(1, MOST_QUANTITY, f"数量在 1 到 {MOST_QUANTITY:,} 之间。"),
        ],
    )
    unit = LineField(
        "单位",
        description="例如：台、套、人、门、间、份。",
        validators=[filled("请写单位，例如：套。"), at_most(10), printable],
    )
    value = WholeNumberField(
        "价值（元，可以不写）",
        description="这一项一共多少元，只写整数。",
        validators=[
            Optional(),
            NumberRange(0, MOST_YUAN, f"最多 {MOST_YUAN:,} 元，请核对。"),
        ],
    )
    due = DayField("哪天前完成", validators=[InputRequired("请选完成日期。")])
    evidence = LineField(
        "凭什么算完成",
        description="例如：验收单、照片、结业证书。",
        validators=[filled("请写凭据，例如：验收单。"), at_most(100), printable],
    )

    def offer(self, specialties: Sequence[SpecialtyTerm]) -> None:
        names = {specialty.id: specialty.name for specialty in specialties}
        self.specialty.choices = {NO_SPECIALTY: "不分专业", **names}

    def validate_kind(self, field: OneOfField) -> None:
        if not field.data:
            raise ValidationError("请选一个类别。")

    def facts(self) -> ItemFacts:
        """The checked answers."""
        assert self.quantity.data is not None
        assert self.due.data is not None
        return ItemFacts(
            kind=AidItemKind(self.kind.data),
            what=self.what.data or "",
            specialty=self.specialty.data or None,
            quantity=self.quantity.data,
            unit=self.unit.data or "",
            value=self.value.data,
            due=self.due.data,
            evidence=self.evidence.data or "",
        )


class ChangeForm(FlaskForm):
    """What the receiving college wants to be different."""

    reason = ParagraphField(
        "要改什么，为什么",
        description="对方照着改，写清楚是哪一项。",
        validators=[filled("写清楚原因，对方要看得懂。"), at_most(1000)],
    )


class PressForm(FlaskForm):
    """A lone button; carries the token and nothing else."""
