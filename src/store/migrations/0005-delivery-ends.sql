-- When a delivery was sent or given up, in milliseconds; nothing while it is pending. What was
-- over before goes when there is too much.

alter table deliveries add column "ended" bigint;

create index deliveries_by_end on deliveries ("ended") where "ended" is not null;
