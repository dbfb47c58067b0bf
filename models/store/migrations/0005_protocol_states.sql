-- A version's state is that of its last step. Versions and steps only grow, and the database knows which step may follow
-- which, so that no state can be written over.

CREATE TABLE hattama.protocol_step (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    case_id uuid NOT NULL REFERENCES hattama.cases,
    version_id uuid NOT NULL REFERENCES hattama.protocol_version,
    state text NOT NULL CHECK (state IN ('draft', 'ready', 'checked', 'signed', 'superseded')),
    account_id uuid REFERENCES hattama.account,     -- null: the program
    at timestamptz NOT NULL DEFAULT now(),
    reason text,
    signature text CHECK (signature IN ('paper', 'electronic')),
    CHECK ((state = 'signed') = (signature IS NOT NULL))
);
CREATE INDEX protocol_step_version ON hattama.protocol_step (version_id, id);

INSERT INTO hattama.protocol_step (case_id, version_id, state, account_id, at)
SELECT case_id, id, 'draft', created_by, created_at FROM hattama.protocol_version;
INSERT INTO hattama.protocol_step (case_id, version_id, state)
SELECT case_id, id, 'superseded' FROM hattama.protocol_version WHERE state = 'superseded';

ALTER TABLE hattama.protocol_version DROP COLUMN state;
ALTER TABLE hattama.protocol_version ADD COLUMN document jsonb;    -- as values; null: of an older program
ALTER TABLE hattama.unit ADD COLUMN second_check boolean NOT NULL DEFAULT false;

CREATE FUNCTION hattama.state_of_version(version_id uuid) RETURNS text
LANGUAGE sql STABLE SET search_path = hattama, pg_temp AS $$
    SELECT state FROM protocol_step s WHERE s.version_id = state_of_version.version_id ORDER BY id DESC LIMIT 1
$$;

-- The first step makes a draft; each other one follows the last. Who called a version ready does not check it.
CREATE FUNCTION hattama.refuse_wrong_step() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = hattama, pg_temp AS $$
DECLARE
    present text;
BEGIN
    PERFORM FROM protocol_version WHERE id = NEW.version_id AND case_id = NEW.case_id FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the version is of another case' USING ERRCODE = 'check_violation';
    END IF;
    present := coalesce(state_of_version(NEW.version_id), '');
    IF (present, NEW.state) NOT IN (('', 'draft'), ('draft', 'ready'), ('draft', 'superseded'), ('ready', 'checked'),
        ('ready', 'signed'), ('ready', 'superseded'), ('checked', 'signed'), ('checked', 'superseded'),
        ('signed', 'superseded'))
    THEN
        RAISE EXCEPTION 'from "%" there is no step to "%"', present, NEW.state USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.state = 'checked' AND NEW.account_id IS NOT DISTINCT FROM (SELECT s.account_id FROM protocol_step s
        WHERE s.version_id = NEW.version_id AND s.state = 'ready' ORDER BY s.id DESC LIMIT 1)
    THEN
        RAISE EXCEPTION 'who called it ready does not check it' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER wrong_step BEFORE INSERT ON hattama.protocol_step
    FOR EACH ROW EXECUTE FUNCTION hattama.refuse_wrong_step();

-- A check is a reader's work too: of the head of the unit, or of another investigator who was let in.
CREATE FUNCTION hattama.may_check(case_id uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = hattama, pg_temp AS $$
    SELECT may_read_case(may_check.case_id) AND EXISTS (
        SELECT FROM account a WHERE a.id = acting_account() AND a.role IN ('head', 'investigator'))
$$;

ALTER TABLE hattama.protocol_step ENABLE ROW LEVEL SECURITY;
CREATE POLICY reading ON hattama.protocol_step FOR SELECT USING (
    hattama.acting_system() OR hattama.may_read_case(case_id));
CREATE POLICY adding ON hattama.protocol_step FOR INSERT WITH CHECK (
    hattama.acting_system() OR (account_id = hattama.acting_account() AND (
        hattama.may_edit(case_id) OR (state = 'checked' AND hattama.may_check(case_id)))));

-- A participant (a defender, the person who was interrogated) sees the versions given to him and nothing else.
CREATE TABLE hattama.document_grant (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    case_id uuid NOT NULL REFERENCES hattama.cases,
    version_id uuid NOT NULL REFERENCES hattama.protocol_version,
    account_id uuid NOT NULL REFERENCES hattama.account,
    granted_by uuid NOT NULL REFERENCES hattama.account,
    reason text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    until timestamptz,
    revoked_at timestamptz
);
CREATE INDEX document_grant_account ON hattama.document_grant (account_id, version_id);
CREATE INDEX document_grant_version ON hattama.document_grant (version_id);

CREATE FUNCTION hattama.may_read_document(version_id uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = hattama, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM document_grant g, account a
        WHERE g.version_id = may_read_document.version_id AND g.account_id = acting_account() AND a.id = g.account_id
            AND a.role = 'participant' AND a.disabled_at IS NULL AND g.revoked_at IS NULL
            AND (g.until IS NULL OR g.until > now()))
$$;

ALTER TABLE hattama.document_grant ENABLE ROW LEVEL SECURITY;
CREATE POLICY reading ON hattama.document_grant FOR SELECT USING (
    hattama.acting_system() OR account_id = hattama.acting_account() OR hattama.may_read_case(case_id));
CREATE POLICY granting ON hattama.document_grant FOR INSERT WITH CHECK (
    hattama.acting_system() OR (granted_by = hattama.acting_account() AND hattama.may_edit(case_id)));
CREATE POLICY revoking ON hattama.document_grant FOR UPDATE USING (hattama.may_edit(case_id));

ALTER POLICY reading ON hattama.protocol_version USING (
    hattama.acting_system() OR hattama.may_read_case(case_id) OR hattama.may_read_document(id));
ALTER POLICY reading ON hattama.protocol_step USING (
    hattama.acting_system() OR hattama.may_read_case(case_id) OR hattama.may_read_document(version_id));

SELECT hattama.make_append_only(name) FROM (VALUES ('hattama.protocol_version'::regclass), ('hattama.protocol_step')) AS t (name);
