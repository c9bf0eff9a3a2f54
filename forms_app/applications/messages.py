"""Copies of a status by SMS or e-mail: one row a copy, sent at most once, shown to the family.

The status page never waits for a copy and says the same without one. A text names no child and no
reason: a phone may serve a whole village.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import Flask, current_app
from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from forms_app import clock, outbox
from forms_app.applications import phones
from forms_app.applications.answers import Answers
from forms_app.applications.consenting import guardian_code
from forms_app.applications.consenting.models import GuardianLink
from forms_app.applications.models import Application
from forms_app.applications.news import NEWS, News
from forms_app.applications.outcomes import CHANNEL_WORDS, OUTCOME_WORDS, Outcome
from forms_app.applications.states import APPLICATION, Event
from forms_app.extensions import db
from forms_app.languages import speaking
from forms_app.languages.texts import Text, said, said_all
from forms_app.messaging import Channel
from forms_app.messaging.envelope import Envelope, MaybeSent, NeverSent, NotSent, Sender
from forms_app.messaging.file import FileSender
from forms_app.models import Base, History
from forms_app.privacy import masked_phone
from forms_app.running import settings
from forms_app.sealing import Sealed
from forms_app.workflow import after

JOB = "application.copy"
SUBJECT = said("千校：你的报名有新情况")

WORDS: dict[Event, str] = said_all(
    {
        Event.ASK_GUARDIAN: "有个孩子报名，请你看同意书。",
        Event.GIVE_CONSENT: "监护人同意了，可以提交报名了。",
        Event.REFUSE_CONSENT: "监护人还没有同意，请看一下。",
        Event.CONSENT_EXPIRES: "同意码过期了，请重新发一个。",
        Event.SUBMIT: "报名已经送到学校。",
        Event.RETURN: "报名有地方要补正。",
        Event.RESUBMIT: "改好的报名已经送到学校。",
        Event.CHANGE_CHOICES: "改过的志愿已经送到学校。",
        Event.CONFIRM_ELIGIBLE: "报名有了新进展。",
        Event.CONFIRM_REFUSAL: "报名有了结论。",
        Event.EXTEND_APPEAL: "申诉的日子延长了。",
        Event.OFFER: "有一个名额等你确认。",
        Event.TAKE_OFFER_BACK: "名额有变化，请看一下。",
        Event.ACCEPT: "名额已经确认。",
        Event.DECLINE: "名额已经放弃。",
        Event.DECLINE_FOR_NEXT: "名额已经放弃，接着看别的志愿。",
        Event.WITHDRAW: "报名已经撤回。",
        Event.APPLY_AGAIN: "报名已经重新送到学校。",
        Event.REMIND: "有一份报名还没有提交，快截止了。",
        Event.ROUND_ENDS: "这一轮招生结束了，请看一下。",
    }
)
"""What a copy says of each event that the family should hear of."""


class Message(Base):
    """One copy of one change to one address: of a state, or of a helper."""

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("history_id", "channel"),
        UniqueConstraint("edit_id", "channel"),
    )

    application_id: Mapped[str] = mapped_column(ForeignKey("application.id"), index=True)
    history_id: Mapped[str | None] = mapped_column(ForeignKey("history.id"))
    edit_id: Mapped[str | None] = mapped_column(ForeignKey("helper_edit.id"))
    channel: Mapped[str] = mapped_column(String(20))
    recipient_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    recipient = Sealed("recipient_sealed")
    event: Mapped[str] = mapped_column(String(40))
    outcome: Mapped[str] = mapped_column(String(20), default=Outcome.WAITING)
    tries: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str | None] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    sent_at: Mapped[datetime | None]


def copy_words(message: Message) -> str:
    """`短信发到 138****1234：已发出`."""
    recipient = message.recipient or ""
    masked = masked_phone(recipient) if message.channel == Channel.SMS else _masked(recipient)
    return said(
        "{channel_words}发到 {masked}：{outcome_words}",
        channel_words=CHANNEL_WORDS[message.channel],
        masked=masked,
        outcome_words=OUTCOME_WORDS[message.outcome],
    )


def words_of(message: Message) -> str:
    """What the copy says, without where to read on."""
    return NEWS.get(message.event) or WORDS[Event(message.event)]


def _masked(address: str) -> str:
    name, _, host = address.partition("@")
    return f"{name[:1]}***@{host}"


def use(app: Flask, senders: Mapping[Channel, Sender]) -> None:
    """The channels that this installation has."""
    app.extensions["qianxiao.senders"] = senders


def of(session: Session, application: Application) -> list[Message]:
    """Every copy of this application, the newest first."""
    return list(
        session.scalars(
            select(Message)
            .where(Message.application_id == application.id)
            .order_by(Message.created_at.desc(), Message.channel, Message.id)
        )
    )


def files_of(session: Session, application: Application) -> list[Path]:
    """The files in which a demonstration's senders wrote the copies; a gateway leaves none."""
    folders = [sender for sender in _senders().values() if isinstance(sender, FileSender)]
    return [sender.path_of(copy.id) for copy in of(session, application) for sender in folders]


@after(APPLICATION, *WORDS)
def ask_for_copies(session: Session, application: Application, entry: History) -> None:
    """Put a copy a channel beside the change; it is sent when the change is committed."""
    answers = application.answers
    is_for_guardian = entry.event == Event.ASK_GUARDIAN
    numbers = [answers.guardian_phone] if is_for_guardian else phones_of(answers)
    # A 同意码 goes to the guardian alone, whose e-mail nobody asks for.
    email = None if is_for_guardian else answers.email
    for channel, recipient in _recipients(numbers, email):
        message = Message(
            application_id=application.id, history_id=entry.id, channel=channel, event=entry.event
        )
        _send_later(session, message, recipient)


def tell(
    session: Session,
    application: Application,
    news: News,
    *,
    edit_id: str,
    numbers: Iterable[str | None],
    email: str | None,
) -> None:
    """Put copies about one change of a helper beside it; the first of `numbers` gets the SMS."""
    for channel, recipient in _recipients(numbers, email):
        message = Message(
            application_id=application.id, edit_id=edit_id, channel=channel, event=news
        )
        _send_later(session, message, recipient)


def phones_of(answers: Answers) -> tuple[str | None, ...]:
    """The family's own phone before the guardian's."""
    return answers.phone, answers.guardian_phone


def _send_later(session: Session, message: Message, recipient: str) -> None:
    message.recipient = recipient
    session.add(message)
    session.flush()
    outbox.ask(session, JOB, business_key=message.id, payload={"message_id": message.id})


def _recipients(numbers: Iterable[str | None], email: str | None) -> Iterable[tuple[Channel, str]]:
    """The first mobile number; a fixed line gets no SMS."""
    mobiles = [number for number in numbers if number and phones.MOBILE.fullmatch(number)]
    if Channel.SMS in _senders() and mobiles:
        yield Channel.SMS, mobiles[0]
    if Channel.EMAIL in _senders() and email:
        yield Channel.EMAIL, email


@outbox.does_outside(JOB)
def send(payload: Mapping[str, Any]) -> None:
    """Send one copy. Raises NotSent, so that the outbox tries again, and for nothing else.

    What was begun and never finished may have arrived, so it is not begun again.
    """
    envelope, channel = _begin(payload["message_id"])
    if envelope is None:
        return
    try:
        _senders()[channel](envelope)
    except NotSent as failure:
        _note(payload["message_id"], Outcome.FAILED, problem=str(failure))
        raise
    except NeverSent as failure:
        _note(payload["message_id"], Outcome.REJECTED, problem=str(failure))
    except MaybeSent as failure:
        _note(payload["message_id"], Outcome.UNKNOWN, problem=str(failure))
    else:
        _note(payload["message_id"], Outcome.SENT)


def _begin(message_id: str) -> tuple[Envelope | None, Channel]:
    """Mark the copy as being sent, in a transaction of its own; None when it must not be."""
    with db.writing_session() as session:
        message = session.get(Message, message_id, with_for_update=True)
        if message is None:  # The family had its data erased, and the copy with it.
            return None, Channel.SMS
        channel = Channel(message.channel)
        if message.outcome == Outcome.SENDING:
            message.outcome = Outcome.UNKNOWN
            message.problem = "the process ended while it was sent"
        may_send = message.outcome in {Outcome.WAITING, Outcome.FAILED} and channel in _senders()
        if may_send:
            message.outcome = Outcome.SENDING
            message.tries += 1
        envelope = _envelope(session, message) if may_send else None
        session.commit()
    return envelope, channel


def _envelope(session: Session, message: Message) -> Envelope:
    address = str(settings().public_url or "").rstrip("/")
    where = said("打开 {address}/status 看，", address=address) if address else said("打开网页看，")
    if message.event == Event.ASK_GUARDIAN:
        return _to_guardian(session, message, address)
    text = said(
        "【千校】{words}{where}要用取件码。这条只是提醒，不用回。",
        words=words_of(message),
        where=where,
    )
    return _in_its_language(session, message, text)


def _in_its_language(session: Session, message: Message, text: Text) -> Envelope:
    """As the family reads, if there still is a catalogue; in Chinese otherwise."""
    application = session.get_one(Application, message.application_id)
    language = speaking.by_code(application.language)
    return Envelope(
        key=message.id,
        to=message.recipient or "",
        subject=SUBJECT.spoken(language),
        text=text.spoken(language),
    )


def _to_guardian(session: Session, message: Message, address: str) -> Envelope:
    """With the code of this moment: whoever asked again has ended the one before."""
    link = session.scalar(
        select(GuardianLink).where(
            GuardianLink.application_id == message.application_id, GuardianLink.ended_at.is_(None)
        )
    )
    code = guardian_code.shown(link.code or "") if link is not None else said("（请家里人重新发）")
    where = (
        said("打开 {address}/apply/guardian 写", address=address) if address else said("打开网页写")
    )
    words = WORDS[Event.ASK_GUARDIAN]
    text = said(
        "【千校】{words}{where}同意码 {code}。不认识这个孩子，不用理。",
        words=words,
        where=where,
        code=code,
    )
    return _in_its_language(session, message, text)


def _note(message_id: str, outcome: Outcome, *, problem: str | None = None) -> None:
    with db.writing_session() as session:
        message = session.get_one(Message, message_id, with_for_update=True)
        message.outcome = outcome
        message.problem = problem[:200] if problem else None
        message.sent_at = clock.now() if outcome is Outcome.SENT else None
        session.commit()


def _senders() -> Mapping[Channel, Sender]:
    found: Mapping[Channel, Sender] = current_app.extensions["qianxiao.senders"]
    return found
