"""HTML for notebooks."""

from __future__ import annotations

from html import escape
from typing import Any, Iterable, Mapping, Sequence


def render(
    console: str, hits: Iterable[Mapping[str, Any]], deliveries: Iterable[Mapping[str, Any]]
) -> str:
    hit_rows = [
        [
            hit["id"],
            hit.get("title", ""),
            hit["status"],
            f"{hit['submitted'] + hit['completed']} of {hit['maxAssignments']}",
        ]
        for hit in hits
    ]
    delivery_rows = [
        [
            each["createdAt"],
            ", ".join(each["eventTypes"]),
            each["transport"],
            each["destination"],
            each["status"],
        ]
        for each in deliveries
    ]
    return (
        f'<p>mturk-local: <a href="{escape(console)}">{escape(console)}</a></p>'
        + _table("HITs", ["HITId", "Title", "Status", "Submitted"], hit_rows)
        + _table(
            "Deliveries", ["Created", "Events", "Transport", "Destination", "Status"], delivery_rows
        )
    )


def _table(caption: str, headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    head = "".join(f"<th>{escape(heading)}</th>" for heading in headings)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows
    )
    none = "" if rows else f'<tr><td colspan="{len(headings)}">None</td></tr>'
    return (
        f"<table><caption>{escape(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}{none}</tbody></table>"
    )
