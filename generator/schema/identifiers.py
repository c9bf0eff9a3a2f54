"""Identifiers as types, checked once at the edge; all of them are text."""

from typing import Annotated

from pydantic import StringConstraints

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
SAMPLE_PREFIX = "sample-"

Slug = Annotated[str, StringConstraints(pattern=SLUG, min_length=2, max_length=80)]

CollegeId = Slug
ProgrammeId = Slug
SpecialtyId = Slug
OrderClassId = Slug
EnterpriseId = Slug
SponsorshipId = Slug
PolicyId = Slug
AidRuleId = Slug
TrainingProjectId = Slug
CertificateId = Slug
PairingId = Slug
CampaignId = Slug
StoryId = Slug
FaqId = Slug
TermId = Slug
DirectionId = Slug

DivisionCode = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{5}$")]
"""Six digits after GB/T 2260, province to county."""

SpecialtyCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}$")]
"""Four digits of the national specialty catalogue of technical colleges."""

SpecialtyClassCode = Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-5])$")]


SAMPLE_PHONE = "000-0000-0000"
_MOBILE = r"1[3-9][0-9]{9}"
_FIXED_LINE = r"0[0-9]{2,3}-[0-9]{7,8}(-[0-9]{1,6})?"
_SERVICE_LINE = r"12[0-9]{3}"
PhoneNumber = Annotated[
    str,
    StringConstraints(pattern=f"^({_MOBILE}|{_FIXED_LINE}|{_SERVICE_LINE}|{SAMPLE_PHONE})$"),
]
"""A mobile number, a fixed line with area code, a 12xxx service line, or the sample's own."""

Month = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")]
"""A month as text, for example 2025-03."""

TextVersion = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(\.[0-9]+)?$")]
"""The day from which a text is in use, with .2 for a second text of the same day."""

LocaleCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(_[A-Z][a-z]{3})?(_[A-Z]{2})?$")]
"""A language as CLDR names it: bo, ug, kk_Arab."""

PortalAddress = Annotated[
    str, StringConstraints(pattern=r"^/([a-z0-9-]+/)*(#[a-z0-9-]+)?$", max_length=120)
]
"""A page of this portal, or a place on it, from the root of its host: /costs/#others."""
