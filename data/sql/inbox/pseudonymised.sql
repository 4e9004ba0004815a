-- One row: a row as given, its family_id turned into HMAC-SHA-256 under the site key, the first 128 of 256 bits in hex.
select
    * replace (
        left(
            sha256(
                getvariable('site_key_outer')
                || unhex(sha256(getvariable('site_key_inner') || encode(trim(cast(family_id as varchar)))))
            ),
            32
        ) as family_id
    )
from given_in_clear;
