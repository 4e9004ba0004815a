"""The synthetic register: made-up families, calibrated to published figures, written in the contract's own files.

``generate`` is the door. What is made up is stated in ``data/demo/parameters.py``; nothing here is about a real family.
"""

from data.demo.generate import generate

__all__ = ["generate"]
