create table crowds (
  position {{position}},
  "name" text not null,
  "thing" text not null,
  unique ("name")
);

create table crowd_answers (
  position {{position}},
  "crowd" text not null,
  "thing" text not null,
  unique ("crowd")
);

create table simulated_workers (
  position {{position}},
  "id" text not null,
  "crowd" text not null,
  "thing" text not null,
  unique ("id")
);

create index simulated_workers_by_crowd on simulated_workers ("crowd", position);
