"""Hundreds of families at one server at once: each reads, thinks, fills in, photographs and sends.

`python -m bench.crowd ADDRESS --families N --arrive S --think S` plays it in a process of its own
and prints JSON: every request that was made, and what went wrong. The journey is the tests' own
(`tests/forms_app/applications/journey.py`), every page of it.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import threading
import time
from dataclasses import asdict
from io import BytesIO
from random import Random

from PIL import Image
from werkzeug.datastructures import FileStorage

from bench.phone import Phone, Timed
from tests.forms_app.applications.journey import (
    PROGRAMME,
    START,
    Family,
    errors_on,
    identity_number,
)

ELIGIBILITY = f"/apply/start?programme={PROGRAMME}"
LINKED = re.compile(r'(?:src|href)="(/assets/[^"]+)"')
TOKEN = re.compile(r'name="(csrf_token|whose)" value="([^"]*)"')
PAPERS = ("毕业证", "户口簿")
SHRUNK, WHOLE = (1600, 1200), (4000, 3000)
"""Pixels that `site/assets/js/photos.js` leaves, and those of a cheap phone's camera (12 MP)."""
WHOLE_EVERY = 4
"""One family in so many has no JavaScript and sends its photos whole: an assumption."""


MOST_TRIES = 60
"""A phone gives up after eight and asks its owner; here nobody does."""


class Household:
    """One family at its phone: the whole journey once, with the files that its pages link."""

    def __init__(self, phone: Phone, serial: int, photo: bytes) -> None:
        self.phone = phone
        self.family = Family(self)  # type: ignore[arg-type]
        self.serial = serial
        self.photo = photo
        self.post = phone.post
        self._loaded: set[str] = set()

    def get(self, address: str):  # type: ignore[no-untyped-def]
        """A page and, the first time, its styles and scripts: they are kept by their names."""
        answer = self.phone.get(address)
        for linked in dict.fromkeys(LINKED.findall(answer.text)):
            if linked not in self._loaded:
                self._loaded.add(linked)
                self.phone.load(linked)
        return answer

    def apply(self) -> None:
        """Eligibility, 取件码, nine tasks, consents, two photos, check, receipt, status."""
        family = self.family
        family.read(ELIGIBILITY)
        family.read(f"{ELIGIBILITY}&schooling=今年初中毕业&county_name=昭觉")
        family.read(ELIGIBILITY + START.partition(PROGRAMME)[2])
        family.begin()
        family.read("/apply/tasks")
        family.fill_all(number=identity_number(self.serial))
        family.read("/apply/consents")
        for kind in PAPERS:
            self.send_photo(kind)
        answer = family.submit()
        if answer.location != "/apply/receipt":
            raise AssertionError(f"not sent: {answer.status_code} {errors_on(answer)}")
        family.read("/apply/receipt")
        family.read("/apply/status")

    def send_photo(self, kind: str) -> None:
        page = self.family.read("/apply/documents")
        for tries in range(MOST_TRIES):
            picture = FileStorage(BytesIO(self.photo), "1.jpg", "pictures", "image/jpeg")
            answer = self.post(
                "/apply/documents",
                data={**dict(TOKEN.findall(page)), "kind": kind, "pictures": picture},
                content_type="multipart/form-data",
            )
            if answer.status_code != 503:
                break
            time.sleep(int(answer.headers["retry-after"]) * (tries + 1))  # As photos.js does.
        if answer.status_code != 303:
            raise AssertionError(f"photo: {answer.status_code} {errors_on(answer)}")


def photo(width: int, height: int) -> bytes:
    """A JPEG as heavy as a photo of a written page: smooth shades under a fine grain."""
    random = Random(width)
    shades = Image.frombytes("L", (40, 30), random.randbytes(1200)).resize((width, height))
    tile = Image.frombytes("L", (512, 512), random.randbytes(512 * 512))
    grain = Image.new("L", (width, height))
    for left in range(0, width, 512):
        for top in range(0, height, 512):
            grain.paste(tile, (left, top))
    out = BytesIO()
    Image.blend(shades, grain, 0.12).convert("RGB").save(out, "JPEG", quality=80)
    return out.getvalue()


def play(address: str, *, families: int, arrive: float, think: float) -> dict[str, object]:
    """All of them, come in over `arrive` seconds, reading `think` seconds a page on average."""
    photos = {is_whole: photo(*(WHOLE if is_whole else SHRUNK)) for is_whole in (False, True)}
    requests: list[Timed] = []
    failed: list[str] = []
    done = threading.Event()
    start = time.perf_counter()

    def live(serial: int) -> None:
        random = Random(serial)
        time.sleep(random.random() * arrive)
        # Half to one and a half of the mean: nobody reads in step with the others.
        phone = Phone(address, pause=lambda: time.sleep(think * (0.5 + random.random())))
        try:
            Household(phone, serial, photos[serial % WHOLE_EVERY == 0]).apply()
        except Exception as error:  # Whatever a family meets is counted, and the others go on.
            failed.append(f"{type(error).__name__}: {error}"[:300])
        finally:
            phone.close()
            requests.extend(phone.requests)

    crowd = [threading.Thread(target=live, args=(serial,)) for serial in range(1, families + 1)]
    threading.Thread(target=_tell, args=(crowd, done), daemon=True).start()
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    done.set()
    wall = time.perf_counter() - start
    return {"wall": wall, "failed": failed, "requests": [asdict(one) for one in requests]}


def _tell(crowd: list[threading.Thread], done: threading.Event) -> None:
    """How many have arrived at their status page, on standard error."""
    while not done.wait(5):
        gone = sum(1 for one in crowd if one.ident is not None and not one.is_alive())
        print(f"\r    {gone} of {len(crowd)} families have sent", end="", file=sys.stderr)
    print(file=sys.stderr)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.crowd", description=__doc__)
    parser.add_argument("address")
    parser.add_argument("--families", type=int, default=300)
    parser.add_argument("--arrive", type=float, default=10.0)
    parser.add_argument("--think", type=float, default=10.0)
    chosen = parser.parse_args()
    played = play(
        chosen.address, families=chosen.families, arrive=chosen.arrive, think=chosen.think
    )
    print(json.dumps(played))


if __name__ == "__main__":
    main()
