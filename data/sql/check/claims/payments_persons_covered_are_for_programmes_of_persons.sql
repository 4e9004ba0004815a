-- error, payments: a PBI payment without persons_covered of 1 to 30, or a PKH or Sembako payment with any
select * from payments
where
    (programme = 'PBI' and (persons_covered is null or persons_covered not between 1 and 30))
    or (programme in ('PKH', 'SEMBAKO') and persons_covered is not null);
