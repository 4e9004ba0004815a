-- One row: a family that a table which is not cut speaks of: shards are asked for what they know of it.
create or replace view asked_family as
select family_id from spotcheck where family_id is not null
union
select family_id from empowerment where family_id is not null
union
select family_id from updates where family_id is not null;
