-- For the lists of closed qualification requests and of one transport's deliveries.

create index qualification_requests_by_status on qualification_requests ("status", position);

create index deliveries_by_transport on deliveries ("transport", position);
