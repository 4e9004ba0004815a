-- error, updates: a proposal whose kind, channel, stage or outcome is missing or not one of the contract's
select * from updates
where
    kind is null or kind not in ('proposal', 'objection', 'correction')
    or channel is null
    or channel not in ('rt_rw', 'siks_ng', 'cek_bansos', 'pkh_companion', 'command_centre', 'whatsapp')
    or stage is null
    or stage not in ('filed', 'village_meeting', 'field_check', 'social_office', 'head_of_region', 'bps_ranking')
    or outcome is null or outcome not in ('pending', 'accepted', 'rejected');
