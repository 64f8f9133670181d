create table if not exists messages (reference text primary key, decision text not null, written_at timestamptz not null);
