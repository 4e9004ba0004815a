-- error, empowerment: a row without family_id or programme
select * from empowerment
where family_id is null or is_blank(family_id) or programme is null or programme = '';
