-- The shard of a family, 0 to shards − 1, by its identifier. Hashed twice: joins and groups use the bits of the first hash.
create or replace macro shard_of(identifier) as (hash(hash(identifier)) % getvariable('shards'))::integer;
