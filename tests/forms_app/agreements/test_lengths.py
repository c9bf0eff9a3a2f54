"""The longest that each form lets through fits its column and its line of the paper."""

import pytest
from sqlalchemy.orm import Session

from forms_app.accounts.models import LONGEST_SHOWN_AS
from forms_app.agreements import filings
from forms_app.agreements.forms import MOST_OF_A_NAME, MOST_OF_A_POST
from forms_app.agreements.models import Agreement
from forms_app.agreements.states import State
from forms_app.clock import today
from forms_app.commitments import versions
from tests.forms_app import pairing
from tests.forms_app.browsing import send, token_in
from tests.forms_app.pairing import People

LONGEST_ORGANISATION = 200


def trainees(post: int, training: int) -> str:
    return f"{'师' * MOST_OF_A_NAME}，{'岗' * post}，{'训' * training}"


@pytest.mark.usefixtures("no_press")
def test_the_longest_names_fit_wherever_they_are_written(session: Session, who: People) -> None:
    everybody = (who.assisting, who.receiving, who.assisting_signer, who.receiving_signer)
    for account in (*everybody, who.authority):
        account.organisation.name = "校" * LONGEST_ORGANISATION
        account.shown_as = "人" * LONGEST_SHOWN_AS
    session.commit()
    agreement = pairing.in_force(session, who)
    filings.file(
        session, agreement, number="备" * 60, filed_on=today(), actor=who.authority.as_actor()
    )
    session.commit()
    longest = LONGEST_ORGANISATION + 1 + LONGEST_SHOWN_AS
    assert {len(signature.shown_as) for signature in agreement.signatures} == {longest}
    [version] = versions.versions_of(session, agreement.commitment)
    assert len(version.sent_by) == longest
    assert agreement.state == State.FILED
    session.rollback()


@pytest.mark.usefixtures("no_press")
def test_the_longest_answers_of_every_form_are_printed(session: Session, who: People) -> None:
    agreement_id = pairing.drafted(session, who).id
    client = who.browser(who.assisting)
    base = f"/staff/agreements/{agreement_id}"
    policies = "\n".join(["政" * 200] * 9)
    party = {
        "csrf_token": token_in(client.get(f"{base}/party/assisting").text),
        "name": "校" * 80,
        "representative": "人" * 40,
        "address": "街" * 120,
        "contact": "师" * 40,
    }
    sent = [
        send(client, f"{base}/teachers", teachers=trainees(100, 100), agrees="y"),
        send(client, f"{base}/clauses", policies=policies, money="钱" * 1000),
        send(client, f"{base}/tasks", task_2027="做" * 200, measure_2027="成" * 100),
        client.post(f"{base}/party/assisting", data=party),
    ]
    assert [answer.status_code for answer in sent] == [303] * 4
    assert client.get(f"{base}/preview.pdf").status_code == 200


@pytest.mark.parametrize(
    ("post", "training"), [(MOST_OF_A_POST + 1, 1), (1, MOST_OF_A_POST + 1), (401, 1), (1, 401)]
)
def test_a_line_of_the_annex_that_is_too_long_is_said_on_the_page(
    session: Session, who: People, post: int, training: int
) -> None:
    agreement_id = pairing.drafted(session, who).id
    client = who.browser(who.assisting)
    answer = send(
        client,
        f"/staff/agreements/{agreement_id}/teachers",
        teachers=trainees(post, training),
        agrees="y",
    )
    assert answer.status_code == 200
    assert f"岗位、培训各最多 {MOST_OF_A_POST} 个字" in answer.text
    session.rollback()
    assert session.get_one(Agreement, agreement_id).details.teachers == ()
