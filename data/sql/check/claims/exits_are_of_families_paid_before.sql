-- warning, exits: an exit of a family that the programme did not pay in the last quarter; its reason is not counted
select * from exits
anti join before.payments using (family_id, programme)
where family_id is not null;
