-- Two roles and a database. Run once, by a superuser, on a new cluster: by `manage.py up` on its private one,
-- by compose on first start, and by hand on a server of your own.
--   owner  migrates, loads whole tables, makes test databases
--   app    is the site and its worker: reads and writes rows, and changes no table. Migrations take UPDATE, DELETE
--          and TRUNCATE on the log and its seals away from it (TRUST.md 5; protests/migrations/_rights.py).
-- Passwords come from OWNER_PASSWORD and APP_PASSWORD; a socket that only one account can reach needs none.
\set ON_ERROR_STOP on
\getenv owner_password OWNER_PASSWORD
\getenv app_password APP_PASSWORD

CREATE ROLE owner LOGIN CREATEDB;
CREATE ROLE app LOGIN;
GRANT app TO owner;  -- so that a test may try what app cannot do
\if :{?owner_password}
ALTER ROLE owner PASSWORD :'owner_password';
\endif
\if :{?app_password}
ALTER ROLE app PASSWORD :'app_password';
\endif

ALTER ROLE app SET statement_timeout = '5s';
ALTER ROLE app SET lock_timeout = '2s';
ALTER ROLE app SET idle_in_transaction_session_timeout = '15s';

-- In the template, so that a test database has them too, without a superuser.
\connect template1
CREATE EXTENSION IF NOT EXISTS postgis;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;
ALTER DEFAULT PRIVILEGES FOR ROLE owner GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO app;
ALTER DEFAULT PRIVILEGES FOR ROLE owner GRANT USAGE, SELECT ON SEQUENCES TO app;
ALTER DEFAULT PRIVILEGES FOR ROLE owner GRANT EXECUTE ON FUNCTIONS TO app;

\connect postgres
CREATE DATABASE protests OWNER owner TEMPLATE template1;
