-- error, families: a family whose verified_by is not a channel, ground_check or empty
select * from families
where
    verified_by not in (
        'rt_rw', 'siks_ng', 'cek_bansos', 'pkh_companion', 'command_centre', 'whatsapp', 'ground_check', ''
    );
