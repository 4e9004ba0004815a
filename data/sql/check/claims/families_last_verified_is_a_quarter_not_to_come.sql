-- error, families: a family whose last_verified is not a quarter such as 2025Q3, or lies after its own quarter
select * from families
where last_verified <> '' and not (is_quarter(last_verified) and last_verified <= quarter);
