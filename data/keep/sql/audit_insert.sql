-- SQLite. Adds one event to the audit trail.
insert into audit_event (id, at, who, role, what, page, area, about, previous_sha256, sha256, seal)
values ($id, $at, $who, $role, $what, $page, $area, $about, $previous_sha256, $sha256, $seal)
