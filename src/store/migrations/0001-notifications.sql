create table hit_types (
  position {{position}},
  "account" text not null,
  "id" text not null,
  "fingerprint" text not null,
  "thing" text not null,
  unique ("account", "id")
);

create unique index hit_types_by_fingerprint on hit_types ("account", "fingerprint");

create table subscriptions (
  position {{position}},
  "account" text not null,
  "hitTypeId" text not null,
  "thing" text not null,
  unique ("account", "hitTypeId")
);

create table deliveries (
  position {{position}},
  "id" text not null unique,
  "account" text not null,
  "status" text not null,
  "transport" text not null,
  "destination" text not null,
  "owner" text not null,
  "thing" text not null
);

create index deliveries_by_status on deliveries ("status", position);
