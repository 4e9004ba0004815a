-- error, quotas: a quota that cannot be read as a whole number
select * from raw_quotas
where unread_long(quota);
