-- One value: a kecamatan code as its table's code list means it; one that the list does not know stays as it came.
create or replace macro as_kecamatan(given_table, given) as
coalesce(
    (
        select code_reading.kecamatan_code
        from code_reading
        where code_reading.table_name = given_table and code_reading.given_code = cast(given as varchar)
    ),
    cast(given as varchar)
);
