-- error, exits: an exit without family_id
select * from exits
where family_id is null or is_blank(family_id);
