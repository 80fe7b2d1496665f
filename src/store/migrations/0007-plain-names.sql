-- The stored rows take the names that the program uses. A quote inside a text in JSON has a
-- backslash before it, so the patterns below match members alone.
alter table notes rename to metadata;
alter table deadlines rename to scheduled_jobs;
alter table request_tokens rename to idempotency_tokens;

drop index deadlines_by_due;
create index scheduled_jobs_by_due on scheduled_jobs ("due", position);
drop index request_tokens_by_end;
create index idempotency_tokens_by_end on idempotency_tokens ("expires");

alter table accounts rename column "thing" to "record";
alter table assignments rename column "thing" to "record";
alter table bonus_payments rename column "thing" to "record";
alter table crowd_answers rename column "thing" to "record";
alter table crowds rename column "thing" to "record";
alter table deliveries rename column "thing" to "record";
alter table hit_layouts rename column "thing" to "record";
alter table hit_requirements rename column "thing" to "record";
alter table hit_types rename column "thing" to "record";
alter table hits rename column "thing" to "record";
alter table idempotency_tokens rename column "thing" to "record";
alter table metadata rename column "thing" to "record";
alter table processes rename column "thing" to "record";
alter table qualification_requests rename column "thing" to "record";
alter table qualification_types rename column "thing" to "record";
alter table qualifications rename column "thing" to "record";
alter table review_entries rename column "thing" to "record";
alter table scheduled_jobs rename column "thing" to "record";
alter table simulated_workers rename column "thing" to "record";
alter table subscriptions rename column "thing" to "record";
alter table uploads rename column "thing" to "record";
alter table worker_blocks rename column "thing" to "record";
alter table workers rename column "thing" to "record";

-- In one statement, since the log may be long and PostgreSQL copies each row that it updates.
update deliveries set "record" = replace(replace(replace(replace(replace(replace("record",
  '"document":', '"payload":'),
  '"madeAt":', '"createdAt":'),
  '"waitingSince":', '"enqueuedAt":'),
  '"collectsUntil":', '"batchUntil":'),
  '"faultsAsked":', '"requestFaults":'),
  '"remedy":', '"suggestedPolicy":');
update processes set "record" = replace("record", '"clock":', '"clockVersion":');
update metadata set "record" = replace("record", '"stands":', '"frozenAt":');
update metadata set "record" = replace("record", '"ahead":', '"offset":');
update crowds set "record" = replace("record", '"accepts":', '"acceptRate":');
update crowds set "record" = replace("record", '"returns":', '"returnRate":');
update crowds set "record" = replace("record", '"abandons":', '"abandonRate":');
update crowds set "record" = replace("record", '"fails":', '"errorRate":');
update crowds set "record" = replace("record", '"stays":', '"continueRate":');
update crowds set "record" = replace("record", '"agrees":', '"consensusRate":');
update crowds set "record" = replace("record", '"answers":"given"', '"answers":"templates"');
update simulated_workers set "record" = replace("record", '"turns":', '"runCount":');
update simulated_workers set "record" = replace("record", '"doing":', '"state":');
update simulated_workers set "record" = replace("record", '"did":', '"stats":');
update simulated_workers set "record" = replace("record", '"next":', '"nextActionAt":');
update simulated_workers set "record" = replace("record", '"trouble":', '"lastError":');
update simulated_workers set "record" = replace("record", '"says":', '"message":');
update simulated_workers set "record" = replace("record", '"foundNothing":', '"emptyVisits":');
update simulated_workers set "record" = replace("record", '"failed":', '"badSubmissions":');
update simulated_workers set "record" = replace("record", '"troubled":', '"errors":');
update simulated_workers set "record" = replace("record", '"plan":', '"outcome":');
update scheduled_jobs set "kind" = 'simulated-worker' where "kind" = 'turn';
update scheduled_jobs set "record" = replace("record", '"kind":"turn"', '"kind":"simulated-worker"');
