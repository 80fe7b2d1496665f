-- The batch that a HIT's RequesterAnnotation names, so that the HITs of a batch are found without
-- reading all others.

alter table hits add column "batch" text;

create index hits_by_batch on hits ("batch", "account", "listed", position) where "batch" is not null;
