"""What a package says of itself: which build and quarters, synthetic or not, from whom, under which licence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd

from data.read import asked, register
from data.store.open import Store
from geo.map_files import MapFiles
from terms import InputError, Quarter

NAME = "tepat-sasaran"
#: Licences that a package may be given, by their SPDX name.
LICENCES = {
    "CC-BY-4.0": ("Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "CC0-1.0": ("Creative Commons Zero 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
}
#: Where reference figures come from; what the register itself is made of is told by its sender.
SOURCES = (
    ("BPS: Susenas, proyeksi penduduk / population projections", "https://www.bps.go.id"),
    ("Kemendagri: kode wilayah, penduduk terdaftar / area codes, registered residents", "https://www.kemendagri.go.id"),
    ("Natural Earth 1:10m, domain publik / public domain", "https://www.naturalearthdata.com"),
)
SYNTHETIC = {
    "id": "DATA SINTETIS: register contoh yang dibuat dari angka terbitan. Tidak ada keluarga sungguhan di dalamnya,"
    " dan angkanya bukan angka resmi.",
    "en": "SYNTHETIC DATA: a sample register made from published figures. No real family is in it, and its figures are"
    " not official.",
}


@dataclass(frozen=True)
class Order:
    """Who publishes, under which licence (SPDX), and which quarters; all of the store without one."""

    publisher: str = ""
    licence: str = "CC-BY-4.0"
    quarters: tuple[Quarter, ...] = ()


@dataclass(frozen=True)
class PackageFacts:
    """The build, its quarters with their days, who sent them, synthetic or not; publisher and licence; the map; what
    became of the rows of an office's own files (``register.mapped_tables``)."""

    build_id: str
    built_at: datetime
    version: str
    quarters: tuple[Quarter, ...]
    as_of: date
    senders: tuple[str, ...]
    synthetic: bool
    publisher: str
    licence: str
    map_label: str
    map_source: str
    map_official: bool
    mapped: pd.DataFrame

    @property
    def id(self) -> str:
        """One name for the package of one build."""
        return f"{NAME}-{self.build_id}"

    @property
    def title(self) -> str:
        mark = " (DATA SINTETIS / SYNTHETIC DATA)" if self.synthetic else ""
        return f"Tepat Sasaran: bantuan sosial menurut desil / social aid by decile{mark}"


def facts(store: Store, files: MapFiles, order: Order) -> PackageFacts:
    """Of the build that is open; InputError for a licence that is not known, or a quarter that the store lacks."""
    if order.licence not in LICENCES:
        raise InputError(f"licence: must be one of {', '.join(LICENCES)}, got {order.licence!r}")
    quarters = tuple(sorted(set(order.quarters))) or asked.quarters(store)
    if not asked.held(store, quarters):
        raise InputError("publish: the store holds no quarter")
    made, rows = register.provenance(store), register.quarter_info(store)
    rows = rows[rows["quarter"].isin([str(quarter) for quarter in quarters])]
    mapped = register.mapped_tables(store)
    senders = tuple(dict.fromkeys(map(str, rows["sent_by"])))
    return PackageFacts(
        build_id=made.build_id,
        built_at=made.built_at,
        version=made.code_version,
        quarters=quarters,
        as_of=pd.Timestamp(rows["as_of"].max()).date(),
        senders=senders,
        synthetic=bool(rows["synthetic"].any()),
        publisher=order.publisher or ", ".join(senders),
        licence=order.licence,
        map_label=f"{files.label_id} / {files.label_en}",
        map_source=files.source,
        map_official=files.official,
        mapped=mapped[mapped["quarter"].isin(rows["quarter"])] if len(mapped) else mapped,
    )
