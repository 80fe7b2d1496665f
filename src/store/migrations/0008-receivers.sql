-- What the built-in queues, topics and mailbox hold, and the fault rules. They are served from
-- memory; a process that has a data file to itself keeps them here too. "owner" is the queue of a
-- message, or the topic of a subscription; "state" is what changes often in a record.

create table queues (position {{position}}, "key" text not null unique, "owner" text not null, "record" text not null, "state" text);
create table queue_messages (position {{position}}, "key" text not null unique, "owner" text not null, "record" text not null, "state" text);
create table queue_deduplication (position {{position}}, "key" text not null unique, "owner" text not null, "record" text not null, "state" text);
create table topics (position {{position}}, "key" text not null unique, "owner" text not null, "record" text not null, "state" text);
create table topic_subscriptions (position {{position}}, "key" text not null unique, "owner" text not null, "record" text not null, "state" text);
create table topic_confirmations (position {{position}}, "key" text not null unique, "owner" text not null, "record" text not null, "state" text);
create table topic_deduplication (position {{position}}, "key" text not null unique, "owner" text not null, "record" text not null, "state" text);
create table publications (position {{position}}, "key" text not null unique, "owner" text not null, "record" text not null, "state" text);
create table mails (position {{position}}, "key" text not null unique, "owner" text not null, "record" text not null, "state" text);
create table receiver_state (position {{position}}, "key" text not null unique, "owner" text not null, "record" text not null, "state" text);

create index queue_messages_by_owner on queue_messages ("owner", position);
create index queue_deduplication_by_owner on queue_deduplication ("owner", position);
create index topic_subscriptions_by_owner on topic_subscriptions ("owner", position);
create index topic_confirmations_by_owner on topic_confirmations ("owner", position);
create index topic_deduplication_by_owner on topic_deduplication ("owner", position);
create index publications_by_owner on publications ("owner", position);
