"""The address of every page that is made from a record. Each starts at the root of the host."""


def college(identifier: str) -> str:
    return f"/colleges/{identifier}/"


def place(province_code: str) -> str:
    return f"/places/{province_code}/"


def prefecture(code: str) -> str:
    return f"/prefectures/{code}/"


def specialty(identifier: str) -> str:
    return f"/specialties/{identifier}/"


def specialty_class(code: str) -> str:
    return f"/specialty-classes/{code}/"


def programme(identifier: str) -> str:
    return f"/programmes/{identifier}/"


def order_class(identifier: str) -> str:
    return f"/order-classes/{identifier}/"


def policy(identifier: str) -> str:
    return f"/policies/{identifier}/"


def pairing(identifier: str) -> str:
    return f"/pairings/{identifier}/"


def sponsor(enterprise_identifier: str) -> str:
    return f"/sponsors/{enterprise_identifier}/"


def certificate(identifier: str) -> str:
    return f"/certificates/{identifier}/"


def training(identifier: str) -> str:
    return f"/training/{identifier}/"


def story(identifier: str) -> str:
    return f"/stories/{identifier}/"


def term(identifier: str) -> str:
    return f"/glossary/#{identifier}"


def county(code: str) -> str:
    """A county's page; a province's code leads to the list of its counties."""
    return f"/counties/{code}/"


def application(programme_identifier: str) -> str:
    """Where the forms app starts an application with this programme chosen."""
    return f"/apply/start?programme={programme_identifier}"
