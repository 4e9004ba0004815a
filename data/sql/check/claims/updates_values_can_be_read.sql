-- error, updates: a proposal with a value that cannot be read as its column's type
select * from raw_updates
where unread_day(filed_on) or unread_day(decided_on) or unread_tiny(decile_before) or unread_tiny(decile_after);
