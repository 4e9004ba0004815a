-- error, payments: a payment with a value that cannot be read as its column's type
select * from raw_payments
where unread_tiny(persons_covered) or unread_whole(weight) or unread_long(rupiah);
