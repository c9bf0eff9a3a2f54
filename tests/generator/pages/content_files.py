"""Writes the factories' records as the YAML files that an editor would keep."""

from pathlib import Path

import yaml

from generator.catalogue import Catalogue
from generator.catalogue.kinds import RECORDS, SAMPLE_FOLDER
from generator.schema.record import Record


def write(catalogue: Catalogue, content: Path) -> Path:
    """One file a record; samples under content/sample."""
    for folder in RECORDS:
        for record in getattr(catalogue, folder).values():
            write_record(content, folder, record)
    return content


def write_record(content: Path, folder: str, record: Record) -> Path:
    parent = (content / SAMPLE_FOLDER if record.is_sample else content) / folder
    parent.mkdir(parents=True, exist_ok=True)
    path = parent / f"{record.id}.yml"
    values = record.model_dump(mode="json", exclude_defaults=True)
    values["record_status"] = record.record_status.value
    path.write_text(yaml.safe_dump(values, allow_unicode=True), encoding="utf-8")
    return path
