-- One value: whole rupiah, from 1.250.000, Rp1.250.000,00, Rp 1.250.000,-, 1,250,000.00 or 1250000; a point or comma
-- before three digits parts thousands, before one or two digits it parts sen, which are rounded.
create or replace macro map_rupiah(given) as
case
    when is_whole_type(given) then try_cast(given as bigint)
    when typeof(given) in ('DOUBLE', 'FLOAT') or typeof(given) like 'DECIMAL%' then try_cast(round(try_cast(given as double)) as bigint)
    else try_cast(
        round(
            try_cast(
                replace(
                    regexp_replace(
                        regexp_extract(
                            regexp_replace(map_text(given), '^(rp|idr)[. ]*|[ .,]*-+$|[  ]', '', 'gi'),
                            '^-?([0-9]{1,3}([.][0-9]{3})*|[0-9]{1,3}(,[0-9]{3})*|[0-9]+)([.,][0-9]{1,2})?$'
                        ),
                        '[.,]([0-9]{3})', '\1', 'g'
                    ),
                    ',', '.'
                ) as decimal(18, 2)
            )
        ) as bigint
    )
end;
