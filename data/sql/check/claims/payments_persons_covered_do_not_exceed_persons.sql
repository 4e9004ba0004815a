-- error, payments: a payment that covers more persons than the family has
select * from doubtful_payment
where persons_covered > family_persons;
