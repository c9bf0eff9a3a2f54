"""The page of open data: which files there are, how many records each has, what one may do."""

from collections.abc import Iterator

from generator.open_data.files import ATTRIBUTION, FOLDER, LICENCE, address, schema_address
from generator.open_data.records import public_kinds, public_records
from generator.pages.page import Page
from generator.pages.portal import Portal


def page(portal: Portal) -> Iterator[Page]:
    yield Page(
        address=f"/{FOLDER}/",
        shell_name=FOLDER,
        bodies={"FILES": "open_data.html"},
        context={
            "licence": LICENCE,
            "attribution": ATTRIBUTION,
            "index": f"/{FOLDER}/index.json",
            "files": [
                {
                    "name": kind.chinese,
                    "count": len(public_records(portal.catalogue, kind)),
                    "csv": address(kind, "csv"),
                    "json": address(kind, "json"),
                    "schema": schema_address(kind),
                }
                for kind in public_kinds()
            ],
        },
    )
