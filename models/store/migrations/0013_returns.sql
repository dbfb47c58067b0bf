-- What people bring back to a version of a protocol: a DOCX that was changed in Word, or a scan of the signed paper. Each
-- stays as it was received, beside the version, which it never changes.

CREATE TABLE hattama.protocol_return (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    case_id uuid NOT NULL REFERENCES hattama.cases,
    version_id uuid NOT NULL REFERENCES hattama.protocol_version,
    kind text NOT NULL CHECK (kind IN ('word', 'scan')),
    brought_by uuid NOT NULL REFERENCES hattama.account,
    brought_at timestamptz NOT NULL DEFAULT now(),
    address text,
    note text,
    reading jsonb NOT NULL,                 -- what the program read of it when it came; never read anew
    UNIQUE (id, version_id)
);
CREATE INDEX protocol_return_version ON hattama.protocol_return (version_id);
CREATE INDEX protocol_return_case ON hattama.protocol_return (case_id);

CREATE TABLE hattama.protocol_return_file (
    return_id uuid NOT NULL REFERENCES hattama.protocol_return,
    number integer NOT NULL,                -- in the order of pages, from 1
    case_id uuid NOT NULL REFERENCES hattama.cases,
    name text NOT NULL,                     -- as given, for people only
    format text NOT NULL CHECK (format IN ('docx', 'pdf', 'jpeg', 'png', 'tiff')),      -- told by its bytes
    sha256 text NOT NULL REFERENCES hattama.stored_file,
    size_bytes bigint NOT NULL,
    PRIMARY KEY (return_id, number)
);
CREATE INDEX protocol_return_file_case ON hattama.protocol_return_file (case_id);
CREATE INDEX protocol_return_file_sha256 ON hattama.protocol_return_file (sha256);

CREATE TABLE hattama.protocol_return_ruling (       -- the last one of a return is in force
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    case_id uuid NOT NULL REFERENCES hattama.cases,
    return_id uuid NOT NULL REFERENCES hattama.protocol_return,
    outcome text NOT NULL CHECK (outcome IN ('same', 'differs')),
    note text,
    account_id uuid NOT NULL REFERENCES hattama.account,
    at timestamptz NOT NULL DEFAULT now(),
    CHECK (outcome = 'same' OR note IS NOT NULL)
);
CREATE INDEX protocol_return_ruling_return ON hattama.protocol_return_ruling (return_id, id);
CREATE INDEX protocol_return_ruling_case ON hattama.protocol_return_ruling (case_id);

-- The signed paper of a version that was signed on paper: a scan of that very version.
ALTER TABLE hattama.protocol_step ADD COLUMN return_id uuid,
    ADD FOREIGN KEY (return_id, version_id) REFERENCES hattama.protocol_return (id, version_id),
    ADD CHECK (return_id IS NULL OR (state = 'signed' AND signature = 'paper'));
CREATE INDEX protocol_step_return ON hattama.protocol_step (return_id);

CREATE FUNCTION hattama.refuse_other_paper() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = hattama, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM protocol_return r WHERE r.id = NEW.return_id AND r.kind = 'scan') THEN
        RAISE EXCEPTION 'the signed paper is a scan' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER other_paper BEFORE INSERT ON hattama.protocol_step
    FOR EACH ROW WHEN (NEW.return_id IS NOT NULL) EXECUTE FUNCTION hattama.refuse_other_paper();

-- Readers of the case see; the program adds once it has asked whether the account may edit; whoever may check also rules.
DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['protocol_return', 'protocol_return_file', 'protocol_return_ruling'] LOOP
        EXECUTE format('ALTER TABLE hattama.%I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY reading ON hattama.%I FOR SELECT USING (hattama.acting_system() '
            'OR hattama.may_read_case(case_id))', name);
    END LOOP;
    FOREACH name IN ARRAY ARRAY['protocol_return', 'protocol_return_file'] LOOP
        EXECUTE format('CREATE POLICY adding ON hattama.%I FOR INSERT WITH CHECK (hattama.acting_system())', name);
    END LOOP;
END $$;
CREATE POLICY adding ON hattama.protocol_return_ruling FOR INSERT WITH CHECK (
    hattama.acting_system() OR (account_id = hattama.acting_account() AND hattama.may_check(case_id)
    AND EXISTS (SELECT FROM hattama.protocol_return r WHERE r.id = return_id AND r.case_id = protocol_return_ruling.case_id)));

SELECT hattama.make_append_only(name) FROM (VALUES ('hattama.protocol_return'::regclass), ('hattama.protocol_return_file'),
    ('hattama.protocol_return_ruling')) AS t (name);
SELECT hattama.make_erasable(name) FROM (VALUES ('hattama.protocol_return'::regclass), ('hattama.protocol_return_file'),
    ('hattama.protocol_return_ruling')) AS t (name);

-- Nothing comes to a case that is erased, not even from a request that was late.
CREATE TRIGGER erased BEFORE INSERT ON hattama.protocol_return FOR EACH ROW EXECUTE FUNCTION hattama.refuse_erased();

REVOKE EXECUTE ON FUNCTION hattama.refuse_other_paper FROM hattama_app;
