-- Tickets with which a browser reads one address once. They are stored, so that processes that
-- share a database take each ticket once between them.

create table tickets (position {{position}}, "id" text not null unique, "expires" bigint not null, "record" text not null);

create index tickets_by_end on tickets ("expires");
