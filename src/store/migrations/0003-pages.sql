-- Every list is paged along an index that ends in the position, so that a page costs the same
-- wherever it begins; what is disposed, or is another status, takes no time to pass over.

alter table hits add column "listed" integer not null default 1;

update hits set "listed" = 0 where "status" = 'Disposed';

drop index hits_by_account;

create index hits_by_account_listed on hits ("account", "listed", position);

drop index hits_by_account_hittypeid;

create index hits_by_account_hittypeid_status on hits ("account", "hitTypeId", "status", position);

create index hits_by_status on hits ("status", position);

drop index assignments_by_hitid_status;

create index assignments_by_hitid on assignments ("hitId", position);

create index assignments_by_hitid_workerid on assignments ("hitId", "workerId");

drop index assignments_by_account_status;

create index assignments_by_workerid on assignments ("workerId", position);

create index worker_blocks_by_account on worker_blocks ("account", position);

drop index review_entries_by_hitid_level;

create index review_entries_by_hitid on review_entries ("hitId", position);
