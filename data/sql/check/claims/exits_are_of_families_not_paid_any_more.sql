-- warning, exits: an exit of a family that is paid by the programme in the same quarter; its reason is not counted
select * from exits
semi join payments using (family_id, programme);
