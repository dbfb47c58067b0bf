-- Records of cases, recordings, transcripts, jobs and the journal, and who may read and change which of them.
-- A transaction says who acts (hattama.actor_kind, hattama.account_id); row-level security answers for the rest, so that
-- a query whose author forgot a filter gives nothing.

CREATE FUNCTION hattama.acting_system() RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT coalesce(current_setting('hattama.actor_kind', true), '') = 'system' $$;

CREATE FUNCTION hattama.acting_account() RETURNS uuid LANGUAGE sql STABLE AS
$$ SELECT nullif(current_setting('hattama.account_id', true), '')::uuid $$;

-- Accounts ---------------------------------------------------------------------------------------------------------

CREATE TABLE hattama.region (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    name text NOT NULL UNIQUE,
    zone text NOT NULL                      -- IANA name: night hours and durations are computed in it
);

CREATE TABLE hattama.unit (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    region_id uuid NOT NULL REFERENCES hattama.region,
    name text NOT NULL,
    UNIQUE (region_id, name)
);

CREATE TABLE hattama.account (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    login text NOT NULL,
    name text NOT NULL,
    role text NOT NULL CHECK (role IN ('administrator', 'investigator', 'head', 'prosecutor', 'participant')),
    unit_id uuid REFERENCES hattama.unit,
    language text NOT NULL DEFAULT 'ru' CHECK (language IN ('ru', 'kk', 'en')),
    created_at timestamptz NOT NULL DEFAULT now(),
    disabled_at timestamptz,
    CHECK (role NOT IN ('investigator', 'head') OR unit_id IS NOT NULL)
);
CREATE UNIQUE INDEX account_login ON hattama.account (lower(login));

-- What an account proves itself by. Only the sign-in itself reads it.
CREATE TABLE hattama.credential (
    account_id uuid PRIMARY KEY REFERENCES hattama.account,
    password_hash text,                     -- Argon2id; null: no password set, signs in by link only
    totp_secret text,
    failures integer NOT NULL DEFAULT 0,    -- in a row
    locked_until timestamptz
);

CREATE TABLE hattama.sign_in (
    token_hash bytea PRIMARY KEY,           -- SHA-256 of the cookie; the cookie itself is nowhere
    account_id uuid NOT NULL REFERENCES hattama.account,
    created_at timestamptz NOT NULL DEFAULT now(),
    seen_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    address text
);

CREATE TABLE hattama.sign_in_link (
    token_hash bytea PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES hattama.account,
    expires_at timestamptz NOT NULL,
    used_at timestamptz
);

CREATE TABLE hattama.api_token (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    token_hash bytea NOT NULL UNIQUE,
    account_id uuid NOT NULL REFERENCES hattama.account,
    name text NOT NULL,
    scopes text[] NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz
);

CREATE TABLE hattama.supervision (          -- a prosecutor and the units whose cases he supervises
    account_id uuid NOT NULL REFERENCES hattama.account,
    unit_id uuid NOT NULL REFERENCES hattama.unit,
    PRIMARY KEY (account_id, unit_id)
);

-- Cases ------------------------------------------------------------------------------------------------------------

CREATE TABLE hattama.cases (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    number text NOT NULL UNIQUE,
    kind text NOT NULL CHECK (kind IN ('criminal', 'administrative', 'inspection', 'appeal')),
    unit_id uuid NOT NULL REFERENCES hattama.unit,
    investigator_id uuid NOT NULL REFERENCES hattama.account,
    articles text[] NOT NULL DEFAULT '{}',
    status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'suspended', 'closed')),
    sealed boolean NOT NULL DEFAULT false,  -- named persons only
    legal_hold boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX cases_unit ON hattama.cases (unit_id);
CREATE INDEX cases_investigator ON hattama.cases (investigator_id);

CREATE TABLE hattama.access_grant (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    case_id uuid NOT NULL REFERENCES hattama.cases,
    account_id uuid NOT NULL REFERENCES hattama.account,
    kind text NOT NULL CHECK (kind IN ('read', 'edit', 'emergency')),
    granted_by uuid NOT NULL REFERENCES hattama.account,
    reason text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    until timestamptz,
    revoked_at timestamptz,
    CHECK (kind <> 'emergency' OR until IS NOT NULL)
);
CREATE INDEX access_grant_account ON hattama.access_grant (account_id, case_id);
CREATE INDEX access_grant_case ON hattama.access_grant (case_id);

-- The one place that says who may read a case. It looks past row-level security, at accounts and grants only.
CREATE FUNCTION hattama.may_read(case_id uuid, unit_id uuid, investigator_id uuid, sealed boolean) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = hattama, pg_temp AS $$
    SELECT acting_system() OR EXISTS (
        SELECT FROM account a
        WHERE a.id = acting_account() AND a.disabled_at IS NULL AND (
            (a.role = 'investigator' AND may_read.investigator_id = a.id)
            OR (a.role = 'head' AND NOT may_read.sealed AND a.unit_id = may_read.unit_id)
            OR (a.role = 'prosecutor' AND NOT may_read.sealed AND EXISTS (
                SELECT FROM supervision s WHERE s.account_id = a.id AND s.unit_id = may_read.unit_id))
            OR (a.role IN ('investigator', 'head', 'prosecutor') AND EXISTS (
                SELECT FROM access_grant g
                WHERE g.case_id = may_read.case_id AND g.account_id = a.id AND g.revoked_at IS NULL
                    AND (g.until IS NULL OR g.until > now())))))
$$;

-- And the one that says who may change it: its investigator, and those with a grant to edit.
CREATE FUNCTION hattama.may_edit(case_id uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = hattama, pg_temp AS $$
    SELECT acting_system() OR EXISTS (
        SELECT FROM account a, cases c
        WHERE a.id = acting_account() AND a.disabled_at IS NULL AND a.role = 'investigator' AND c.id = may_edit.case_id
            AND (c.investigator_id = a.id OR EXISTS (
                SELECT FROM access_grant g
                WHERE g.case_id = c.id AND g.account_id = a.id AND g.kind = 'edit' AND g.revoked_at IS NULL
                    AND (g.until IS NULL OR g.until > now()))))
$$;

-- A head of unit gives grants in his unit's cases, to accounts of the unit and never to himself.
CREATE FUNCTION hattama.may_grant(case_id uuid, account_id uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = hattama, pg_temp AS $$
    SELECT acting_system() OR EXISTS (
        SELECT FROM account a, cases c, account other
        WHERE a.id = acting_account() AND a.disabled_at IS NULL AND a.role = 'head' AND c.id = may_grant.case_id
            AND c.unit_id = a.unit_id AND NOT c.sealed AND other.id = may_grant.account_id AND other.id <> a.id
            AND other.unit_id = a.unit_id)
$$;

CREATE TABLE hattama.person (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    name text NOT NULL,                     -- as given
    iin text CHECK (iin ~ '^[0-9]{12}$'),
    birth_date date,
    contacts text[] NOT NULL DEFAULT '{}',
    created_by uuid REFERENCES hattama.account,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX person_iin ON hattama.person (iin);

CREATE TABLE hattama.participant (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    case_id uuid NOT NULL REFERENCES hattama.cases,
    person_id uuid NOT NULL REFERENCES hattama.person,
    role text NOT NULL,                     -- procedural, or in the room
    since timestamptz,
    until timestamptz
);
CREATE INDEX participant_case ON hattama.participant (case_id);
CREATE INDEX participant_person ON hattama.participant (person_id);

CREATE TABLE hattama.interrogation (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    case_id uuid NOT NULL REFERENCES hattama.cases,
    participant_id uuid NOT NULL REFERENCES hattama.participant,
    language text NOT NULL CHECK (language IN ('ru', 'kk')),
    form jsonb NOT NULL DEFAULT '{}',       -- what a person states of it, as in a form file
    created_by uuid NOT NULL REFERENCES hattama.account,
    created_at timestamptz NOT NULL DEFAULT now(),
    edition integer NOT NULL DEFAULT 1      -- grows with each change of the form
);
CREATE INDEX interrogation_case ON hattama.interrogation (case_id);

CREATE TABLE hattama.sitting (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    case_id uuid NOT NULL REFERENCES hattama.cases,
    interrogation_id uuid NOT NULL REFERENCES hattama.interrogation,
    number integer NOT NULL,
    started_at timestamptz,
    ended_at timestamptz,
    zone text NOT NULL,                     -- of the place, at that date
    UNIQUE (interrogation_id, number),
    CHECK (ended_at >= started_at)
);

-- Recordings -------------------------------------------------------------------------------------------------------

CREATE TABLE hattama.upload (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    case_id uuid NOT NULL REFERENCES hattama.cases,
    account_id uuid NOT NULL REFERENCES hattama.account,
    name text NOT NULL,
    size_bytes bigint NOT NULL CHECK (size_bytes > 0),
    stated_sha256 text CHECK (stated_sha256 ~ '^[0-9a-f]{64}$'),
    options jsonb NOT NULL DEFAULT '{}',
    address text,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    recording_id uuid,                      -- once it is complete
    failure text                            -- why it never will be
);

CREATE TABLE hattama.stored_file (          -- bytes, kept once however many cases hold them
    sha256 text PRIMARY KEY CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    size_bytes bigint NOT NULL,
    stored_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE hattama.recording (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    case_id uuid NOT NULL REFERENCES hattama.cases,
    sha256 text NOT NULL REFERENCES hattama.stored_file,
    size_bytes bigint NOT NULL,
    name text NOT NULL,                     -- as given, for people only
    languages text[] NOT NULL,
    min_voices integer NOT NULL DEFAULT 1,
    max_voices integer,
    sound jsonb,                            -- what decoding found; null until then
    warnings jsonb NOT NULL DEFAULT '[]',
    received_at timestamptz NOT NULL DEFAULT now(),
    working_layer uuid,                     -- the machine layer that people work on
    UNIQUE (case_id, sha256)
);

CREATE TABLE hattama.custody (              -- what is known of the bytes' way here, and each look at them since
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    case_id uuid NOT NULL REFERENCES hattama.cases,
    recording_id uuid NOT NULL REFERENCES hattama.recording,
    kind text NOT NULL CHECK (kind IN ('received', 'verified', 'released')),
    at timestamptz NOT NULL DEFAULT now(),
    account_id uuid REFERENCES hattama.account,
    address text,
    sha256 text,                            -- of the bytes as they are now; null: they could not be read
    stated_sha256 text,                     -- the recorder's own, where the sender stated it
    size_bytes bigint,
    intact boolean NOT NULL                 -- equal to what was received, and to what was stated
);
CREATE INDEX custody_recording ON hattama.custody (recording_id);

CREATE TABLE hattama.placement (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    case_id uuid NOT NULL REFERENCES hattama.cases,
    recording_id uuid NOT NULL REFERENCES hattama.recording,
    sitting_id uuid NOT NULL REFERENCES hattama.sitting,
    span_start double precision NOT NULL CHECK (span_start >= 0),
    span_end double precision NOT NULL,
    wall_start timestamptz,                 -- of span_start
    source text NOT NULL CHECK (source IN ('recorder', 'container', 'typed', 'unknown')),
    typed_by uuid REFERENCES hattama.account,
    doubt_seconds double precision,         -- how far off that time may be
    CHECK (span_end > span_start),
    CHECK ((source = 'unknown') = (wall_start IS NULL)),
    CHECK (source <> 'typed' OR typed_by IS NOT NULL)
);
CREATE INDEX placement_recording ON hattama.placement (recording_id);
CREATE INDEX placement_sitting ON hattama.placement (sitting_id);

-- Transcripts ------------------------------------------------------------------------------------------------------

CREATE TABLE hattama.machine_layer (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    case_id uuid NOT NULL REFERENCES hattama.cases,
    recording_id uuid NOT NULL REFERENCES hattama.recording,
    number integer NOT NULL,
    header jsonb NOT NULL,                  -- the transcript format without its turns
    turns integer NOT NULL,
    words integer NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (recording_id, number)
);
ALTER TABLE hattama.recording ADD FOREIGN KEY (working_layer) REFERENCES hattama.machine_layer;

CREATE TABLE hattama.layer_turn (
    layer_id uuid NOT NULL REFERENCES hattama.machine_layer,
    case_id uuid NOT NULL REFERENCES hattama.cases,
    number integer NOT NULL,
    first_word integer NOT NULL,
    last_word integer NOT NULL,
    starts double precision NOT NULL,
    turn jsonb NOT NULL,                    -- as in the transcript format
    PRIMARY KEY (layer_id, number)
);
CREATE INDEX layer_turn_words ON hattama.layer_turn (layer_id, first_word);

CREATE TABLE hattama.revision (
    layer_id uuid NOT NULL REFERENCES hattama.machine_layer,
    case_id uuid NOT NULL REFERENCES hattama.cases,
    number integer NOT NULL,
    kind text NOT NULL,
    operation jsonb NOT NULL,
    first_word integer,                     -- null: on whole voices
    last_word integer,
    account_id uuid NOT NULL REFERENCES hattama.account,
    at timestamptz NOT NULL DEFAULT now(),
    reason text,
    PRIMARY KEY (layer_id, number)
);
CREATE INDEX revision_words ON hattama.revision (layer_id, first_word, last_word);

-- Protocols and decisions ------------------------------------------------------------------------------------------

CREATE TABLE hattama.protocol_document (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    case_id uuid NOT NULL REFERENCES hattama.cases,
    interrogation_id uuid NOT NULL REFERENCES hattama.interrogation,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE hattama.protocol_version (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    case_id uuid NOT NULL REFERENCES hattama.cases,
    document_id uuid NOT NULL REFERENCES hattama.protocol_document,
    number integer NOT NULL,
    state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'ready', 'checked', 'signed', 'superseded')),
    gaps integer NOT NULL,                  -- places that neither recording nor form filled
    made_from jsonb NOT NULL,               -- layers with the last revision of each, and the form's edition
    docx_sha256 text NOT NULL REFERENCES hattama.stored_file,
    pdf_sha256 text NOT NULL REFERENCES hattama.stored_file,
    created_by uuid REFERENCES hattama.account,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (document_id, number)
);

CREATE TABLE hattama.procedural_decision (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    case_id uuid NOT NULL REFERENCES hattama.cases,
    kind text NOT NULL,
    decided_at timestamptz NOT NULL,
    participant_id uuid REFERENCES hattama.participant,
    articles text[] NOT NULL DEFAULT '{}',
    text text NOT NULL DEFAULT '',
    recorded_by uuid NOT NULL REFERENCES hattama.account,
    recorded_at timestamptz NOT NULL DEFAULT now()
);

-- Jobs -------------------------------------------------------------------------------------------------------------

CREATE TABLE hattama.job (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    case_id uuid NOT NULL REFERENCES hattama.cases,
    recording_id uuid REFERENCES hattama.recording,
    interrogation_id uuid REFERENCES hattama.interrogation,
    stage text NOT NULL CHECK (stage IN ('prepare', 'transcribe', 'draft')),
    state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
    priority integer NOT NULL DEFAULT 0,
    arguments jsonb NOT NULL DEFAULT '{}',
    attempt integer NOT NULL DEFAULT 0,     -- only the current one may write
    step text,
    share double precision NOT NULL DEFAULT 0,
    failure jsonb,                          -- {code, ru, kk, en}
    asked_by uuid REFERENCES hattama.account,
    cancel_asked_at timestamptz,
    queued_at timestamptz NOT NULL DEFAULT now(),
    started_at timestamptz,
    beat_at timestamptz,
    ended_at timestamptz
);
CREATE INDEX job_recording ON hattama.job (recording_id);
CREATE INDEX job_state ON hattama.job (state) WHERE state IN ('queued', 'running');

-- Journal ----------------------------------------------------------------------------------------------------------

CREATE TABLE hattama.journal_entry (
    index bigint PRIMARY KEY CHECK (index >= 0),
    at timestamptz NOT NULL,
    kind text NOT NULL,
    account_id uuid,
    case_id uuid,
    subject_kind text NOT NULL,
    subject_id text NOT NULL,
    details_hash bytea NOT NULL,
    leaf_hash bytea NOT NULL
);
CREATE INDEX journal_entry_case ON hattama.journal_entry (case_id, index);

CREATE TABLE hattama.journal_details (      -- apart, so that retention can erase them and the tree still verifies
    index bigint PRIMARY KEY REFERENCES hattama.journal_entry,
    case_id uuid,
    salt bytea NOT NULL,
    details jsonb NOT NULL
);

CREATE TABLE hattama.journal_checkpoint (
    size bigint PRIMARY KEY,
    note text NOT NULL,                     -- signed
    at timestamptz NOT NULL
);

-- Who may read and change -------------------------------------------------------------------------------------------

ALTER TABLE hattama.cases ENABLE ROW LEVEL SECURITY;
CREATE POLICY reading ON hattama.cases FOR SELECT USING (hattama.may_read(id, unit_id, investigator_id, sealed));
CREATE POLICY opening ON hattama.cases FOR INSERT WITH CHECK (
    hattama.acting_system() OR investigator_id = hattama.acting_account());
CREATE POLICY changing ON hattama.cases FOR UPDATE USING (hattama.may_edit(id)) WITH CHECK (hattama.may_edit(id));

DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['participant', 'interrogation', 'sitting', 'placement', 'recording', 'upload', 'custody',
        'machine_layer', 'layer_turn', 'revision', 'protocol_document', 'protocol_version', 'procedural_decision', 'job']
    LOOP
        EXECUTE format('ALTER TABLE hattama.%I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY reading ON hattama.%I FOR SELECT USING (hattama.acting_system() OR EXISTS ('
            'SELECT FROM hattama.cases c WHERE c.id = case_id))', name);
        EXECUTE format('CREATE POLICY adding ON hattama.%I FOR INSERT WITH CHECK (hattama.may_edit(case_id))', name);
        EXECUTE format('CREATE POLICY changing ON hattama.%I FOR UPDATE USING (hattama.may_edit(case_id))', name);
        EXECUTE format('CREATE POLICY removing ON hattama.%I FOR DELETE USING (hattama.acting_system())', name);
    END LOOP;
    -- These are the sign-in's, the receiver's and the workers' own.
    FOREACH name IN ARRAY ARRAY['credential', 'sign_in', 'sign_in_link', 'api_token', 'stored_file'] LOOP
        EXECUTE format('ALTER TABLE hattama.%I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY system ON hattama.%I USING (hattama.acting_system())', name);
    END LOOP;
END $$;

-- An upload is the business of whoever sends it.
DROP POLICY reading ON hattama.upload;
CREATE POLICY reading ON hattama.upload FOR SELECT USING (
    hattama.acting_system() OR (account_id = hattama.acting_account() AND hattama.may_edit(case_id)));

ALTER TABLE hattama.person ENABLE ROW LEVEL SECURITY;
CREATE POLICY reading ON hattama.person FOR SELECT USING (
    hattama.acting_system() OR created_by = hattama.acting_account()
    OR EXISTS (SELECT FROM hattama.participant p WHERE p.person_id = person.id));
CREATE POLICY adding ON hattama.person FOR INSERT WITH CHECK (
    hattama.acting_system() OR created_by = hattama.acting_account());
CREATE POLICY changing ON hattama.person FOR UPDATE USING (
    hattama.acting_system() OR EXISTS (
        SELECT FROM hattama.participant p WHERE p.person_id = person.id AND hattama.may_edit(p.case_id)));

ALTER TABLE hattama.access_grant ENABLE ROW LEVEL SECURITY;
CREATE POLICY reading ON hattama.access_grant FOR SELECT USING (
    hattama.acting_system() OR EXISTS (SELECT FROM hattama.cases c WHERE c.id = case_id));
CREATE POLICY granting ON hattama.access_grant FOR INSERT WITH CHECK (hattama.may_grant(case_id, account_id));
CREATE POLICY revoking ON hattama.access_grant FOR UPDATE USING (hattama.may_grant(case_id, account_id));

ALTER TABLE hattama.journal_entry ENABLE ROW LEVEL SECURITY;
CREATE POLICY adding ON hattama.journal_entry FOR INSERT WITH CHECK (true);
CREATE POLICY reading ON hattama.journal_entry FOR SELECT USING (
    hattama.acting_system() OR (case_id IS NOT NULL AND EXISTS (SELECT FROM hattama.cases c WHERE c.id = case_id)));
ALTER TABLE hattama.journal_details ENABLE ROW LEVEL SECURITY;
CREATE POLICY adding ON hattama.journal_details FOR INSERT WITH CHECK (true);
CREATE POLICY reading ON hattama.journal_details FOR SELECT USING (
    hattama.acting_system() OR (case_id IS NOT NULL AND EXISTS (SELECT FROM hattama.cases c WHERE c.id = case_id)));
CREATE POLICY erasing ON hattama.journal_details FOR DELETE USING (hattama.acting_system());

SELECT hattama.make_append_only(name) FROM (VALUES ('hattama.machine_layer'::regclass), ('hattama.layer_turn'),
    ('hattama.revision'), ('hattama.custody'), ('hattama.journal_entry'), ('hattama.journal_checkpoint')) AS t (name);

-- The next entry's place in the journal. Held to the transaction's end, so that places follow commits without gaps.
CREATE FUNCTION hattama.journal_next() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = hattama, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(7305123);
    RETURN (SELECT coalesce(max(index) + 1, 0) FROM journal_entry);
END $$;
