-- Two roles in PostgreSQL: the owner of the tables migrates, the portal and the worker only use them (OWASP ASVS 13.2.2). As a superuser, once:
--   create role portal_owner login password '…'; create role portal_app login password '…'; create database portal owner portal_owner;
-- After each migration, as the owner:  psql "$OWNER_URL" -f deploy/roles.sql
-- `npm run migrate` gets the owner's DATABASE_URL; server.js and worker.js get that of portal_app, who can change no table, no policy and no trigger,
-- and no entry of the audit. Nor may they write files anew after names were deleted: `npm run sweep` does it by night with the owner's DATABASE_URL.
revoke create on schema public from public;
grant usage on schema public to portal_app;
grant select, insert, update, delete on all tables in schema public to portal_app;
grant usage, select on all sequences in schema public to portal_app;
revoke update, delete, truncate, references, trigger on audit from portal_app;
revoke insert, update, delete on knex_migrations, knex_migrations_lock from portal_app;
