-- One value: what tells one hash of families from another; DuckDB may hash otherwise in another version.
select (hash(hash(20260101::bigint)) % 65536)::varchar || 'x' || (hash(hash('20260101')) % 65536)::varchar as hash;
