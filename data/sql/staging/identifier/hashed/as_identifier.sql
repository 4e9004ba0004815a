-- One value: the keyed hash of an identifier, HMAC-SHA-256 of its text under the site key, first 128 of 256 bits in hex.
create or replace macro as_identifier(given) as
left(
    sha256(
        getvariable('site_key_outer')
        || unhex(sha256(getvariable('site_key_inner') || encode(trim(cast(given as varchar)))))
    ),
    32
);
