-- One value: a kecamatan code in any accepted form, as Kemendagri's; one that no list knows stays as it came.
create or replace macro as_kecamatan(given) as
coalesce(
    (
        select region_code.kecamatan_code
        from region_code
        where region_code.given_code = case
            when regexp_full_match(cast(given as varchar), '[0-9]{2}[.][0-9]{2}[.][0-9]{2}[.][0-9]{4}')
                then left(cast(given as varchar), 8)
            when regexp_full_match(cast(given as varchar), '[0-9]{6}[123][0-9]{3}') then left(cast(given as varchar), 6)
            else cast(given as varchar)
        end
    ),
    cast(given as varchar)
);
