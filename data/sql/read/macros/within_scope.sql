-- True or false: a kabupaten, or what is kept by province, lies within a scope: the nation, or provinces and kabupaten.
create or replace temp macro within_scope(area_code, national, provinces, kabupaten) as
    national or list_contains(provinces, left(area_code, 2)) or list_contains(kabupaten, area_code);
