-- One value: a text without blanks at its ends (spaces, tabs, line ends, the no-break space of spreadsheets, marks of
-- width none), in the one way of writing accents (NFC); NULL when nothing is left.
create or replace macro tidy(given) as
nullif(
    trim(
        nfc_normalize(cast(given as varchar)),
        ' ' || chr(9) || chr(10) || chr(13) || chr(160) || chr(8203) || chr(8239) || chr(65279)
    ),
    ''
);
