-- warning, families: a kabupaten without any family this quarter
select kabupaten_code
from kabupaten_code
where kabupaten_code not in (select left(kecamatan_code, 5) from register_summary where kecamatan_code is not null);
