-- The schemas, and what the application may do with tables that come later.
CREATE SCHEMA IF NOT EXISTS hattama;
CREATE SCHEMA queue;

GRANT USAGE ON SCHEMA hattama, queue TO hattama_app, hattama_backup;

ALTER DEFAULT PRIVILEGES IN SCHEMA hattama, queue GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO hattama_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA hattama, queue GRANT USAGE, SELECT ON SEQUENCES TO hattama_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA hattama, queue GRANT SELECT ON TABLES TO hattama_backup;
ALTER DEFAULT PRIVILEGES IN SCHEMA hattama, queue GRANT SELECT ON SEQUENCES TO hattama_backup;

-- Functions are for the application, not for everyone.
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES IN SCHEMA hattama, queue GRANT EXECUTE ON FUNCTIONS TO hattama_app;

-- The application reads the version of the database, and no more.
GRANT SELECT ON hattama.migration TO hattama_app, hattama_backup;

-- Tables that only grow.
CREATE FUNCTION hattama.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RAISE EXCEPTION '% refused: table %.% is append-only', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END;
$$;

-- From now on nothing in the table changes or goes: the application may not try, and the owner's attempt is an error,
-- before any row is looked at and also where there is none. Partitions are tables of their own: call it for each.
CREATE FUNCTION hattama.make_append_only("table" regclass) RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %s FROM PUBLIC, hattama_app', "table");
    EXECUTE format(
        'CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON %s '
        'FOR EACH STATEMENT EXECUTE FUNCTION hattama.refuse_change()', "table");
    EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER append_only', "table");
END;
$$;
REVOKE EXECUTE ON FUNCTION hattama.make_append_only, hattama.refuse_change FROM hattama_app;
