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

DivisionCode = Annotated[str, StringConstraints(pattern=r"^[1-9]\d{5}$")]
"""Six digits after GB/T 2260, province to county."""

SpecialtyCode = Annotated[str, StringConstraints(pattern=r"^\d{4}$")]
"""Four digits of the national specialty catalogue of technical colleges."""

SpecialtyClassCode = Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-5])$")]


SAMPLE_PHONE = "000-0000-0000"
PhoneNumber = Annotated[
    str,
    StringConstraints(pattern=r"^(1[3-9]\d{9}|0\d{2,3}-\d{7,8}(-\d{1,6})?|12\d{3}|000-0000-0000)$"),
]
"""A mobile number, a fixed line with area code, a 12xxx service line, or the sample's own number."""

Month = Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
"""A month as text, for example 2025-03."""
