"""The log says what happened and where, and nothing of people or of what they typed."""

from __future__ import annotations

import json
import logging
import sys

from web.logs import JsonLines


def line(logger, message, *values, fault=None):
    record = logging.LogRecord(logger, logging.ERROR, __file__, 1, message, values, fault)
    text = JsonLines().format(record)
    assert "\n" not in text
    return json.loads(text)


def test_fault_is_its_kind_and_its_places_without_what_it_says():
    try:
        raise ValueError("Budi, 3515010101700001")
    except ValueError:
        told = line("tepat", "a page stopped", fault=sys.exc_info())
    assert told["fault"] == "ValueError" and told["at"][-1].startswith("test_logs.py:")
    assert "Budi" not in json.dumps(told) and "3515010101700001" not in json.dumps(told)
    assert told["level"] == "error" and told["message"] == "a page stopped"


def test_values_in_messages_of_other_parts_are_left_out():
    told = line("streamlit.web", "Rejected origin %s of %s", "http://x", "sari@contoh.go.id")
    assert told["message"] == "Rejected origin %s of %s"
