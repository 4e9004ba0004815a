"""The one door from exact rows to a page, a download, a note or a link; the only caller of disclosure."""
