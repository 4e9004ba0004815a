"""The open data package: what anybody may put on a portal, written from the door of figures and the borders."""
