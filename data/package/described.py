"""A package described for machines: ``datapackage.json`` (Frictionless) and ``dcat.jsonld`` (DCAT 3)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from data.figures.tables.catalogue import OpenColumn, OpenTable, catalogue
from data.figures.tables.read import FEWEST_TOLD
from data.package.about import LICENCES, NAME, SOURCES, SYNTHETIC, PackageFacts

MEDIA = {
    ".csv": "text/csv",
    ".parquet": "application/vnd.apache.parquet",
    ".geojson": "application/geo+json",
}
CONTROL = {
    "id": f"Di tingkat kabupaten/kota, hitungan di bawah {FEWEST_TOLD} keluarga dan angka yang akan membukanya"
    " dikosongkan; kolom withheld menyebutnya.",
    "en": f"Below the province, counts under {FEWEST_TOLD} families and figures that would give them away are left"
    " empty; the column withheld names them.",
}


def data_package(folder: Path, told: PackageFacts, names: tuple[str, ...]) -> dict[str, Any]:
    """The descriptor: CSV tables with their schemas, Parquet and borders as files beside them."""
    return {
        "profile": "data-package",
        "name": NAME,
        "id": told.id,
        "title": told.title,
        "description": " / ".join(_said(told).values()),
        "version": told.build_id,
        "created": told.built_at.isoformat(),
        "licenses": [_licence(told)],
        "sources": [{"title": title, "path": path} for title, path in SOURCES],
        "contributors": [{"title": told.publisher, "role": "publisher"}],
        "synthetic": told.synthetic,
        "asOf": told.as_of.isoformat(),
        "quarters": [str(quarter) for quarter in told.quarters],
        "suppliedBy": list(told.senders),
        "mappedRows": told.mapped.to_dict("records"),
        "disclosureControl": CONTROL,
        "resources": [_resource(folder, name, told) for name in names],
    }


def _said(told: PackageFacts) -> dict[str, str]:
    """What must be read first, in both languages."""
    mark = SYNTHETIC if told.synthetic else {"id": "", "en": ""}
    return {language: f"{mark[language]} {CONTROL[language]}".strip() for language in ("id", "en")}


def _licence(told: PackageFacts) -> dict[str, str]:
    title, path = LICENCES[told.licence]
    return {"name": told.licence, "title": title, "path": path}


def _resource(folder: Path, name: str, told: PackageFacts) -> dict[str, Any]:
    path = folder / name
    content = path.read_bytes()
    found: dict[str, Any] = {
        "name": name.replace(".", "-").lower(),
        "path": name,
        "format": path.suffix[1:],
        "mediatype": MEDIA[path.suffix],
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }
    if path.suffix != ".parquet":  # of Parquet the common validator counts no bytes, and calls it a fault
        found["bytes"] = len(content)
    table = catalogue().get(path.stem)
    if table is None:
        return found | {"title": f"Batas wilayah / borders: {told.map_label}", "sources": [{"title": told.map_source}]}
    found |= {"title": table.english, "title_id": table.indonesian}
    if path.suffix != ".csv":
        return found
    return found | {"profile": "tabular-data-resource", "encoding": "utf-8", "schema": schema(table)}


def schema(table: OpenTable) -> dict[str, Any]:
    """The Table Schema: types, units, denominators and meanings in both languages, and the key."""
    return {
        "fields": [_field(column, column.name in table.key) for column in table.columns],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }


def _field(column: OpenColumn, is_key: bool) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": column.name,
        "type": column.type,
        "unit": column.unit,
        "description": column.english,
        "description_id": column.indonesian,
    }
    return found | {"constraints": {"required": True}} if is_key else found


def dcat(folder: Path, package: Mapping[str, Any], told: PackageFacts) -> dict[str, Any]:
    """A catalogue record in JSON-LD; addresses are relative, for nobody knows yet where it will lie."""
    said = _said(told)
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "spdx": "http://spdx.org/rdf/terms#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@type": "dcat:Dataset",
        "dct:identifier": told.id,
        "dct:title": told.title,
        "dct:description": [{"@value": text, "@language": language} for language, text in said.items()],
        "dct:issued": {"@value": told.built_at.isoformat(), "@type": "xsd:dateTime"},
        "dct:license": {"@id": LICENCES[told.licence][1]},
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": told.publisher},
        "dct:language": ["id", "en"],
        "dct:spatial": {"dct:title": "Indonesia"},
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": {"@value": told.quarters[0].first_day.isoformat(), "@type": "xsd:date"},
            "dcat:endDate": {"@value": told.as_of.isoformat(), "@type": "xsd:date"},
        },
        "dcat:version": told.build_id,
        "dcat:distribution": [_distribution(folder, one, told) for one in package["resources"]],
    }


def _distribution(folder: Path, resource: Mapping[str, Any], told: PackageFacts) -> dict[str, Any]:
    return {
        "@type": "dcat:Distribution",
        "dct:title": resource["title"],
        "dcat:downloadURL": {"@id": resource["path"]},
        "dcat:mediaType": resource["mediatype"],
        "dcat:byteSize": (folder / resource["path"]).stat().st_size,
        "dct:license": {"@id": LICENCES[told.licence][1]},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": resource["hash"].removeprefix("sha256:"),
        },
    }
