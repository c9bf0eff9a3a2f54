"""The form beside each kind of paper: pictures to add. Nothing else is typed on that page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from flask import request
from werkzeug.datastructures import CombinedMultiDict
from wtforms import MultipleFileField
from wtforms.validators import StopValidation

from forms_app.applications.forms.page import TypedForm
from forms_app.applications.typed_text import NotAccepted
from forms_app.documents import crowding, pictures, scanning
from forms_app.documents.kinds import MOST_PICTURES
from forms_app.languages.texts import said
from forms_app.running import settings

NONE_CHOSEN = said("还没有选照片。点上面的框，拍照或从相册选。")


class UploadForm(TypedForm):
    """`cleaned` holds the pictures as they are kept, once the form holds."""

    pictures = MultipleFileField("照片")
    cleaned: tuple[bytes, ...] = ()

    def __init__(self, **more: Any) -> None:
        if request.method == "POST":
            both: list[Any] = [request.files, request.form]
            more.setdefault("formdata", CombinedMultiDict(both))
        super().__init__(**more)

    def validate_pictures(self, field: MultipleFileField) -> None:
        chosen = [file for file in field.data or [] if getattr(file, "filename", "")]
        if not chosen:
            raise StopValidation(NONE_CHOSEN)
        if len(chosen) > MOST_PICTURES:
            raise StopValidation(
                said(
                    "一次最多{most}张，现在选了{chosen}张。", most=MOST_PICTURES, chosen=len(chosen)
                )
            )
        with crowding.place():
            self.cleaned = tuple(_drawn_anew(chosen))


def _drawn_anew(chosen: Sequence[Any]) -> Iterator[bytes]:
    for number, file in enumerate(chosen, start=1):
        try:
            scanning.refuse_harmful(file.stream, address=settings().clamd)
            yield from pictures.pictures_of(file.stream)
        except NotAccepted as refusal:
            why = str(refusal)
            if len(chosen) > 1:
                why = said("第{number}张：{refusal}", number=number, refusal=why)
            raise StopValidation(why) from None
