-- One value: what one row says of one programme.
create or replace macro map_aid(programme, is_on, rupiah, first_quarter, persons_covered, per_member) as
{
    'programme': programme,
    'is_on': is_on,
    'rupiah': rupiah,
    'first_quarter': first_quarter,
    'persons_covered': persons_covered,
    'per_member': per_member
};
