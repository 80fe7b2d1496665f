create table processes (
  position {{position}},
  "id" text not null,
  "aliveUntil" bigint not null,
  "thing" text not null,
  unique ("id")
);

create table notes (
  position {{position}},
  "name" text not null,
  "thing" text not null,
  unique ("name")
);

create table accounts (
  position {{position}},
  "account" text not null,
  "thing" text not null,
  unique ("account")
);

create table hit_layouts (
  position {{position}},
  "account" text not null,
  "id" text not null,
  "thing" text not null,
  unique ("account", "id")
);

create table hits (
  position {{position}},
  "id" text not null,
  "account" text not null,
  "hitTypeId" text not null,
  "status" text not null,
  "thing" text not null,
  unique ("id")
);

create index hits_by_account on hits ("account", position);

create index hits_by_account_hittypeid on hits ("account", "hitTypeId", position);

create index hits_by_account_status on hits ("account", "status", position);

create table assignments (
  position {{position}},
  "id" text not null,
  "account" text not null,
  "hitId" text not null,
  "workerId" text not null,
  "status" text not null,
  "thing" text not null,
  unique ("id")
);

create index assignments_by_hitid_status on assignments ("hitId", "status", position);

create index assignments_by_workerid_status on assignments ("workerId", "status", position);

create index assignments_by_account_status on assignments ("account", "status", position);

create table workers (
  position {{position}},
  "id" text not null,
  "thing" text not null,
  unique ("id")
);

create table worker_blocks (
  position {{position}},
  "account" text not null,
  "workerId" text not null,
  "thing" text not null,
  unique ("account", "workerId")
);

create table bonus_payments (
  position {{position}},
  "id" text not null,
  "account" text not null,
  "hitId" text not null,
  "assignmentId" text not null,
  "thing" text not null,
  unique ("id")
);

create index bonus_payments_by_hitid on bonus_payments ("hitId", position);

create index bonus_payments_by_assignmentid on bonus_payments ("assignmentId", position);

create table qualification_types (
  position {{position}},
  "id" text not null,
  "account" text not null,
  "name" text not null,
  "status" text not null,
  "requestable" integer not null,
  "thing" text not null,
  unique ("id")
);

create index qualification_types_by_account_name on qualification_types ("account", "name", position);

create unique index qualification_types_by_name_taken on qualification_types ("account", "name")
  where "status" in ('Active', 'Inactive');

create index qualification_types_by_status_requestable on qualification_types ("status", "requestable", position);

create table qualifications (
  position {{position}},
  "qualificationTypeId" text not null,
  "workerId" text not null,
  "status" text not null,
  "thing" text not null,
  unique ("qualificationTypeId", "workerId")
);

create index qualifications_by_qualificationtypeid_status on qualifications ("qualificationTypeId", "status", position);

create index qualifications_by_workerid on qualifications ("workerId", position);

create table qualification_requests (
  position {{position}},
  "id" text not null,
  "account" text not null,
  "qualificationTypeId" text not null,
  "workerId" text not null,
  "status" text not null,
  "thing" text not null,
  unique ("id")
);

create unique index qualification_requests_open on qualification_requests ("qualificationTypeId", "workerId")
  where "status" = 'Pending';

create index qualification_requests_by_account_status on qualification_requests ("account", "status", position);

create index qualification_requests_by_qualificationtypeid_status on qualification_requests ("qualificationTypeId", "status", position);

create index qualification_requests_by_workerid on qualification_requests ("workerId", position);

create table hit_requirements (
  position {{position}},
  "qualificationTypeId" text not null,
  "hitId" text not null,
  "account" text not null,
  "thing" text not null,
  unique ("qualificationTypeId", "hitId")
);

create index hit_requirements_by_qualificationtypeid_account on hit_requirements ("qualificationTypeId", "account", position);

create table review_entries (
  position {{position}},
  "id" text not null,
  "hitId" text not null,
  "level" text not null,
  "thing" text not null,
  unique ("id")
);

create index review_entries_by_hitid_level on review_entries ("hitId", "level", position);

create table uploads (
  position {{position}},
  "assignmentId" text not null,
  "questionIdentifier" text not null,
  "key" text not null,
  "thing" text not null,
  unique ("assignmentId", "questionIdentifier")
);

create index uploads_by_key on uploads ("key", position);

create table request_tokens (
  position {{position}},
  "account" text not null,
  "operation" text not null,
  "token" text not null,
  "thing" text not null,
  unique ("account", "operation", "token")
);

create table deadlines (
  position {{position}},
  "kind" text not null,
  "subject" text not null,
  "due" bigint not null,
  "thing" text not null,
  unique ("kind", "subject")
);

create index deadlines_by_due on deadlines ("due", position);
