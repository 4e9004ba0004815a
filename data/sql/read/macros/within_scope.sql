-- True or false: a kabupaten, or what is kept by province, lies within a scope: the nation, or provinces and kabupaten.
-- Tables lie in the order of their areas: the bounds, known before anything is read, leave the rest of them unread.
create or replace temp macro within_scope(area_code, national, provinces, kabupaten) as
    national or (
        area_code >= list_min(list_concat(provinces, kabupaten))
        and area_code <= list_max(list_concat(provinces, kabupaten)) || '~'
        and (list_contains(provinces, left(area_code, 2)) or list_contains(kabupaten, area_code))
    );
