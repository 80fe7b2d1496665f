-- When a request's token is free again, in milliseconds, so that those that are can be forgotten.

alter table request_tokens add column "expires" bigint;

create index request_tokens_by_end on request_tokens ("expires");
