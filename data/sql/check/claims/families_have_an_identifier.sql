-- error, families: a family without family_id
select * from families
where family_id is null or is_blank(family_id);
