-- Generated from the migrations by `npx vitest run -u test/store/schema.test.ts`.
CREATE TABLE hit_types (
  position integer primary key autoincrement,
  "account" text not null,
  "id" text not null,
  "fingerprint" text not null,
  "record" text not null,
  unique ("account", "id")
);
CREATE UNIQUE INDEX hit_types_by_fingerprint on hit_types ("account", "fingerprint");
CREATE TABLE subscriptions (
  position integer primary key autoincrement,
  "account" text not null,
  "hitTypeId" text not null,
  "record" text not null,
  unique ("account", "hitTypeId")
);
CREATE TABLE deliveries (
  position integer primary key autoincrement,
  "id" text not null unique,
  "account" text not null,
  "status" text not null,
  "transport" text not null,
  "destination" text not null,
  "owner" text not null,
  "record" text not null
, "ended" bigint);
CREATE INDEX deliveries_by_status on deliveries ("status", position);
CREATE TABLE processes (
  position integer primary key autoincrement,
  "id" text not null,
  "aliveUntil" bigint not null,
  "record" text not null,
  unique ("id")
);
CREATE TABLE "metadata" (
  position integer primary key autoincrement,
  "name" text not null,
  "record" text not null,
  unique ("name")
);
CREATE TABLE accounts (
  position integer primary key autoincrement,
  "account" text not null,
  "record" text not null,
  unique ("account")
);
CREATE TABLE hit_layouts (
  position integer primary key autoincrement,
  "account" text not null,
  "id" text not null,
  "record" text not null,
  unique ("account", "id")
);
CREATE TABLE hits (
  position integer primary key autoincrement,
  "id" text not null,
  "account" text not null,
  "hitTypeId" text not null,
  "status" text not null,
  "record" text not null, "listed" integer not null default 1, "disposed" bigint, "batch" text,
  unique ("id")
);
CREATE INDEX hits_by_account_status on hits ("account", "status", position);
CREATE TABLE assignments (
  position integer primary key autoincrement,
  "id" text not null,
  "account" text not null,
  "hitId" text not null,
  "workerId" text not null,
  "status" text not null,
  "record" text not null,
  unique ("id")
);
CREATE INDEX assignments_by_workerid_status on assignments ("workerId", "status", position);
CREATE TABLE workers (
  position integer primary key autoincrement,
  "id" text not null,
  "record" text not null,
  unique ("id")
);
CREATE TABLE worker_blocks (
  position integer primary key autoincrement,
  "account" text not null,
  "workerId" text not null,
  "record" text not null,
  unique ("account", "workerId")
);
CREATE TABLE bonus_payments (
  position integer primary key autoincrement,
  "id" text not null,
  "account" text not null,
  "hitId" text not null,
  "assignmentId" text not null,
  "record" text not null,
  unique ("id")
);
CREATE INDEX bonus_payments_by_hitid on bonus_payments ("hitId", position);
CREATE INDEX bonus_payments_by_assignmentid on bonus_payments ("assignmentId", position);
CREATE TABLE qualification_types (
  position integer primary key autoincrement,
  "id" text not null,
  "account" text not null,
  "name" text not null,
  "status" text not null,
  "requestable" integer not null,
  "record" text not null,
  unique ("id")
);
CREATE INDEX qualification_types_by_account_name on qualification_types ("account", "name", position);
CREATE UNIQUE INDEX qualification_types_by_name_taken on qualification_types ("account", "name")
  where "status" in ('Active', 'Inactive');
CREATE INDEX qualification_types_by_status_requestable on qualification_types ("status", "requestable", position);
CREATE TABLE qualifications (
  position integer primary key autoincrement,
  "qualificationTypeId" text not null,
  "workerId" text not null,
  "status" text not null,
  "record" text not null,
  unique ("qualificationTypeId", "workerId")
);
CREATE INDEX qualifications_by_qualificationtypeid_status on qualifications ("qualificationTypeId", "status", position);
CREATE INDEX qualifications_by_workerid on qualifications ("workerId", position);
CREATE TABLE qualification_requests (
  position integer primary key autoincrement,
  "id" text not null,
  "account" text not null,
  "qualificationTypeId" text not null,
  "workerId" text not null,
  "status" text not null,
  "record" text not null,
  unique ("id")
);
CREATE UNIQUE INDEX qualification_requests_open on qualification_requests ("qualificationTypeId", "workerId")
  where "status" = 'Pending';
CREATE INDEX qualification_requests_by_account_status on qualification_requests ("account", "status", position);
CREATE INDEX qualification_requests_by_qualificationtypeid_status on qualification_requests ("qualificationTypeId", "status", position);
CREATE INDEX qualification_requests_by_workerid on qualification_requests ("workerId", position);
CREATE TABLE hit_requirements (
  position integer primary key autoincrement,
  "qualificationTypeId" text not null,
  "hitId" text not null,
  "account" text not null,
  "record" text not null,
  unique ("qualificationTypeId", "hitId")
);
CREATE INDEX hit_requirements_by_qualificationtypeid_account on hit_requirements ("qualificationTypeId", "account", position);
CREATE TABLE review_entries (
  position integer primary key autoincrement,
  "id" text not null,
  "hitId" text not null,
  "level" text not null,
  "record" text not null,
  unique ("id")
);
CREATE TABLE uploads (
  position integer primary key autoincrement,
  "assignmentId" text not null,
  "questionIdentifier" text not null,
  "key" text not null,
  "record" text not null, "bytes" bigint not null default 0, "uploaded" bigint,
  unique ("assignmentId", "questionIdentifier")
);
CREATE INDEX uploads_by_key on uploads ("key", position);
CREATE TABLE "idempotency_tokens" (
  position integer primary key autoincrement,
  "account" text not null,
  "operation" text not null,
  "token" text not null,
  "record" text not null, "expires" bigint,
  unique ("account", "operation", "token")
);
CREATE TABLE "scheduled_jobs" (
  position integer primary key autoincrement,
  "kind" text not null,
  "subject" text not null,
  "due" bigint not null,
  "record" text not null,
  unique ("kind", "subject")
);
CREATE INDEX hits_by_account_listed on hits ("account", "listed", position);
CREATE INDEX hits_by_account_hittypeid_status on hits ("account", "hitTypeId", "status", position);
CREATE INDEX hits_by_status on hits ("status", position);
CREATE INDEX assignments_by_hitid on assignments ("hitId", position);
CREATE INDEX assignments_by_hitid_workerid on assignments ("hitId", "workerId");
CREATE INDEX assignments_by_workerid on assignments ("workerId", position);
CREATE INDEX worker_blocks_by_account on worker_blocks ("account", position);
CREATE INDEX review_entries_by_hitid on review_entries ("hitId", position);
CREATE TABLE crowds (
  position integer primary key autoincrement,
  "name" text not null,
  "record" text not null,
  unique ("name")
);
CREATE TABLE crowd_answers (
  position integer primary key autoincrement,
  "crowd" text not null,
  "record" text not null,
  unique ("crowd")
);
CREATE TABLE simulated_workers (
  position integer primary key autoincrement,
  "id" text not null,
  "crowd" text not null,
  "record" text not null,
  unique ("id")
);
CREATE INDEX simulated_workers_by_crowd on simulated_workers ("crowd", position);
CREATE INDEX deliveries_by_end on deliveries ("ended") where "ended" is not null;
CREATE INDEX scheduled_jobs_by_due on scheduled_jobs ("due", position);
CREATE INDEX idempotency_tokens_by_end on idempotency_tokens ("expires");
CREATE TABLE queues (position integer primary key autoincrement, "key" text not null unique, "owner" text not null, "record" text not null, "state" text);
CREATE TABLE queue_messages (position integer primary key autoincrement, "key" text not null unique, "owner" text not null, "record" text not null, "state" text);
CREATE TABLE queue_deduplication (position integer primary key autoincrement, "key" text not null unique, "owner" text not null, "record" text not null, "state" text);
CREATE TABLE topics (position integer primary key autoincrement, "key" text not null unique, "owner" text not null, "record" text not null, "state" text);
CREATE TABLE topic_subscriptions (position integer primary key autoincrement, "key" text not null unique, "owner" text not null, "record" text not null, "state" text);
CREATE TABLE topic_confirmations (position integer primary key autoincrement, "key" text not null unique, "owner" text not null, "record" text not null, "state" text);
CREATE TABLE topic_deduplication (position integer primary key autoincrement, "key" text not null unique, "owner" text not null, "record" text not null, "state" text);
CREATE TABLE publications (position integer primary key autoincrement, "key" text not null unique, "owner" text not null, "record" text not null, "state" text);
CREATE TABLE mails (position integer primary key autoincrement, "key" text not null unique, "owner" text not null, "record" text not null, "state" text);
CREATE TABLE receiver_state (position integer primary key autoincrement, "key" text not null unique, "owner" text not null, "record" text not null, "state" text);
CREATE INDEX queue_messages_by_owner on queue_messages ("owner", position);
CREATE INDEX queue_deduplication_by_owner on queue_deduplication ("owner", position);
CREATE INDEX topic_subscriptions_by_owner on topic_subscriptions ("owner", position);
CREATE INDEX topic_confirmations_by_owner on topic_confirmations ("owner", position);
CREATE INDEX topic_deduplication_by_owner on topic_deduplication ("owner", position);
CREATE INDEX publications_by_owner on publications ("owner", position);
CREATE INDEX hits_by_disposal on hits ("disposed") where "disposed" is not null;
CREATE INDEX uploads_by_upload on uploads ("uploaded") where "uploaded" is not null;
CREATE INDEX uploads_by_bytes on uploads ("bytes");
CREATE TABLE tickets (position integer primary key autoincrement, "id" text not null unique, "expires" bigint not null, "record" text not null);
CREATE INDEX tickets_by_end on tickets ("expires");
CREATE INDEX qualification_requests_by_status on qualification_requests ("status", position);
CREATE INDEX deliveries_by_transport on deliveries ("transport", position);
CREATE INDEX hits_by_batch on hits ("batch", "account", "listed", position) where "batch" is not null;
