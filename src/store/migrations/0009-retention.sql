-- When a HIT was disposed, in milliseconds, and what a file takes, so that the oldest can be
-- deleted. HITs that were disposed before have no instant: they count, and have no age.

alter table hits add column "disposed" bigint;

create index hits_by_disposal on hits ("disposed") where "disposed" is not null;

alter table uploads add column "bytes" bigint not null default 0;

alter table uploads add column "uploaded" bigint;

create index uploads_by_upload on uploads ("uploaded") where "uploaded" is not null;

create index uploads_by_bytes on uploads ("bytes");
