-- One value: a kabupaten code in any accepted form, as Kemendagri's; one that no list knows stays as it came.
create or replace macro as_kabupaten(given) as
coalesce(
    (
        select left(region_code.kecamatan_code, 5)
        from region_code
        where
            region_code.given_code = cast(given as varchar)
            and region_code.kecamatan_code like '%.00'
    ),
    cast(given as varchar)
);
