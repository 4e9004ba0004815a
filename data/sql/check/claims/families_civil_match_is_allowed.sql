-- error, families: a family whose civil_match is not matched, unmatched, inactive or empty
select * from families
where civil_match not in ('matched', 'unmatched', 'inactive', '');
