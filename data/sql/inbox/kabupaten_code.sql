-- One row: a kabupaten/kota of the region table.
create or replace view kabupaten_code as
select given_code as kabupaten_code from region_code where strlen(given_code) = 5;
