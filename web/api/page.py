"""A page that shows the document without any script or file from elsewhere."""

from __future__ import annotations

from functools import cache
from html import escape
from typing import Any

from data.figures.tables.catalogue import OpenTable, catalogue
from web.api.document import EXAMPLE, document

_STYLE = """body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;
color:#1b1f24;background:#fff}
code,pre{background:#f2f4f7;border-radius:4px;padding:.1em .3em}pre{padding:1rem;overflow:auto}
table{border-collapse:collapse;width:100%;font-size:.9rem}th,td{border-bottom:1px solid #d5dae1;padding:.3rem .5rem;
text-align:left;vertical-align:top}h2{margin-top:2.5rem;border-top:2px solid #0b5d5e;padding-top:1rem}"""
_HEAD = """<h1>Tepat Sasaran: API</h1>
<p>Angka yang sama dengan di halaman, dengan wilayah yang boleh Anda lihat dan hitungan kecil yang ditahan; hanya
membaca. Masuk dahulu di halaman, lalu pakai peramban yang sama. Dokumen untuk mesin:
<a href="openapi.json">openapi.json</a>.</p>
<p lang="en">The figures of the pages, with the areas that you may see and small counts withheld; read only. Sign in on
the pages first and use the same browser. For machines: <a href="openapi.json">openapi.json</a>.</p>
"""


@cache
def html() -> str:
    """The whole page."""
    parts = [_operation(path, method, one) for path, of in document()["paths"].items() for method, one in of.items()]
    return (
        f'<!doctype html><html lang="id"><head><meta charset="utf-8"><title>Tepat Sasaran: API</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head>'
        f"<body><main>{_HEAD}{''.join(parts)}</main></body></html>"
    )


def _operation(path: str, method: str, one: dict[str, Any]) -> str:
    rows = "".join(_parameter(parameter) for parameter in one["parameters"])
    table = catalogue().get(one["operationId"])
    body = f"<p>Body:</p><pre>{escape(EXAMPLE)}</pre>" if "requestBody" in one else ""
    codes = "; ".join(f"{code} {escape(said['description'])}" for code, said in one["responses"].items())
    return (
        f"<h2><code>{method.upper()} {escape(path[1:])}</code></h2><p>{escape(one['summary'])}</p>"
        f"<table><tr><th>Parameter</th><th>Nilai / values</th><th>Arti / meaning</th></tr>{rows}</table>{body}"
        f"{_columns(table) if table else ''}<p>{codes}</p>"
    )


def _parameter(one: dict[str, Any]) -> str:
    schema = one["schema"]
    values = ", ".join(schema.get("enum", [])) or schema.get("const") or schema.get("pattern", "")
    return f"<tr><td><code>{one['name']}</code></td><td>{escape(values)}</td><td>{escape(one['description'])}</td></tr>"


def _columns(table: OpenTable) -> str:
    rows = "".join(
        f"<tr><td><code>{one.name}</code></td><td>{escape(one.unit)}</td>"
        f'<td>{escape(one.indonesian)} <span lang="en">/ {escape(one.english)}</span></td></tr>'
        for one in table.columns
    )
    return f"<table><tr><th>Kolom / column</th><th>Satuan / unit</th><th>Arti / meaning</th></tr>{rows}</table>"
