-- One value: a kabupaten code as the code list of the quotas means it; one that the list does not know stays as it came.
create or replace macro as_kabupaten(given) as
coalesce(
    (
        select left(code_reading.kecamatan_code, 5)
        from code_reading
        where
            code_reading.table_name = 'quotas'
            and code_reading.given_code = cast(given as varchar)
            and code_reading.kecamatan_code like '%.00'
    ),
    cast(given as varchar)
);
