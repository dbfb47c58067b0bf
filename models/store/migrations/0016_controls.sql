-- What controls read beside the case file, what they say of each case, and who set what aside.

ALTER TABLE hattama.procedural_decision ADD COLUMN other_ground boolean;    -- a termination states another ground; null: not said

-- What registers and people state of a case, each time it is stated; of a field the latest holds. It only grows.
CREATE TABLE hattama.register_fact (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    case_id uuid NOT NULL REFERENCES hattama.cases,
    kind text NOT NULL,                     -- of the record: "episode", "person", "case"
    record text NOT NULL,                   -- its id; of the case itself empty
    fields jsonb,                           -- by name, null for what is not known any more; null: the record is withdrawn
    source jsonb NOT NULL,                  -- where they were taken from
    sources jsonb NOT NULL DEFAULT '{}',    -- of single fields, where it is another
    account_id uuid NOT NULL REFERENCES hattama.account,
    at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX register_fact_case ON hattama.register_fact (case_id, id);

-- Whoever works on the case states facts; that a prosecutor looked at a decision, a prosecutor who supervises it does.
CREATE FUNCTION hattama.may_state(case_id uuid, kind text, fields jsonb) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = hattama, pg_temp AS $$
    SELECT CASE WHEN may_state.kind = 'decision' AND coalesce(may_state.fields ? 'prosecutor_reviewed', false)
        THEN may_keep(may_state.case_id) AND EXISTS (
            SELECT FROM account a WHERE a.id = acting_account() AND a.role = 'prosecutor' AND a.disabled_at IS NULL)
        ELSE may_edit(may_state.case_id) END
$$;
ALTER TABLE hattama.register_fact ENABLE ROW LEVEL SECURITY;
CREATE POLICY reading ON hattama.register_fact FOR SELECT USING (
    hattama.acting_system() OR hattama.may_read_case(case_id));
CREATE POLICY stating ON hattama.register_fact FOR INSERT WITH CHECK (
    account_id = hattama.acting_account() AND hattama.may_state(case_id, kind, fields));

-- What each control says of each subject of a case: a cache, made from facts, and made again when they change.
CREATE TABLE hattama.control_state (
    case_id uuid PRIMARY KEY REFERENCES hattama.cases,
    evaluated_at timestamptz NOT NULL,
    evaluated_as text NOT NULL,             -- by which packs
    due_at timestamptz                      -- when time alone may change something; null: never
);
CREATE INDEX control_state_due ON hattama.control_state (due_at);
CREATE TABLE hattama.control_verdict (
    case_id uuid NOT NULL REFERENCES hattama.cases,
    pack text NOT NULL,
    control text NOT NULL,                  -- its id in the pack
    version text NOT NULL,                  -- of the pack
    subject text NOT NULL,                  -- empty: the case holds nothing that it judges
    subject_kind text NOT NULL,
    subject_day date,
    decision text,                          -- the procedural decision that it is about
    state text NOT NULL CHECK (state IN ('ok', 'violated', 'unknown', 'not_applicable')),
    severity text NOT NULL CHECK (severity IN ('hint', 'warning', 'violation', 'block')),
    evidence jsonb NOT NULL,                -- facts used, each with its source
    missing jsonb NOT NULL,                 -- facts to establish
    approaches_at timestamptz,              -- of a countdown that runs: from when on it warns
    deadline timestamptz,                   -- and when it is over
    since timestamptz NOT NULL,             -- in this state
    PRIMARY KEY (case_id, pack, control, subject)
);

-- Something of a case changed that controls may read. Rows only come, so that nobody waits for anybody; whoever evaluates
-- the case takes them. Their reference to the case holds it: a decision that locks it sees each change whole or not at all.
CREATE TABLE hattama.control_stale (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    case_id uuid NOT NULL REFERENCES hattama.cases
);
CREATE INDEX control_stale_case ON hattama.control_stale (case_id);

DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['control_state', 'control_verdict'] LOOP
        EXECUTE format('ALTER TABLE hattama.%I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY reading ON hattama.%I FOR SELECT USING (hattama.acting_system() '
            'OR hattama.may_read_case(case_id))', name);
        EXECUTE format('CREATE POLICY writing ON hattama.%I USING (hattama.acting_system()) '
            'WITH CHECK (hattama.acting_system())', name);
    END LOOP;
END $$;
ALTER TABLE hattama.control_stale ENABLE ROW LEVEL SECURITY;
CREATE POLICY system ON hattama.control_stale USING (hattama.acting_system()) WITH CHECK (hattama.acting_system());

-- A control is set aside for one subject, by the role that it names, with a reason. It only grows.
CREATE TABLE hattama.control_override (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    case_id uuid NOT NULL REFERENCES hattama.cases,
    pack text NOT NULL,
    control text NOT NULL,
    version text NOT NULL,                  -- of the pack that allowed it
    subject text NOT NULL,
    account_id uuid NOT NULL REFERENCES hattama.account,
    role text NOT NULL,                     -- that the account had then
    reason text NOT NULL CHECK (reason <> ''),
    at timestamptz NOT NULL DEFAULT now(),
    CHECK ((pack, control) <> ('criminal', 'B1'))       -- nobody
);
CREATE INDEX control_override_case ON hattama.control_override (case_id, id);
CREATE FUNCTION hattama.may_override(case_id uuid, role text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = hattama, pg_temp AS $$
    SELECT EXISTS (SELECT FROM account a WHERE a.id = acting_account() AND a.role = may_override.role AND a.disabled_at IS NULL)
        AND (may_edit(may_override.case_id) OR may_keep(may_override.case_id))
$$;
ALTER TABLE hattama.control_override ENABLE ROW LEVEL SECURITY;
CREATE POLICY reading ON hattama.control_override FOR SELECT USING (
    hattama.acting_system() OR hattama.may_read_case(case_id));
CREATE POLICY overriding ON hattama.control_override FOR INSERT WITH CHECK (
    account_id = hattama.acting_account() AND hattama.may_override(case_id, role));

-- A lawyer confirmed a rule, or took that back; recorded by a prosecutor. It only grows.
CREATE TABLE hattama.control_confirmation (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    pack text NOT NULL,
    control text NOT NULL,
    version text NOT NULL,                  -- of the pack
    wording text NOT NULL,                  -- hash of the rule as it was worded
    confirmed boolean NOT NULL,
    lawyer text NOT NULL CHECK (lawyer <> ''),
    reason text NOT NULL CHECK (reason <> ''),
    account_id uuid NOT NULL REFERENCES hattama.account,
    at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX control_confirmation_rule ON hattama.control_confirmation (pack, control, id DESC);
ALTER TABLE hattama.control_confirmation ENABLE ROW LEVEL SECURITY;
CREATE POLICY reading ON hattama.control_confirmation FOR SELECT USING (
    hattama.acting_system() OR hattama.acting_account() IS NOT NULL);
CREATE POLICY confirming ON hattama.control_confirmation FOR INSERT WITH CHECK (
    account_id = hattama.acting_account() AND EXISTS (
        SELECT FROM hattama.account a WHERE a.id = account_id AND a.role = 'prosecutor' AND a.disabled_at IS NULL));

-- What is open by region, unit and rule, in the cases that whoever asks may read; access is asked once a case.
CREATE FUNCTION hattama.control_counts() RETURNS TABLE (
    region text, unit text, pack text, control text, state text, severity text, verdicts bigint, cases bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = hattama, pg_temp AS $$
    WITH seen AS MATERIALIZED (
        SELECT c.id, c.unit_id FROM cases c
        WHERE c.id IN (SELECT cases_in_sight()) AND may_read(c.id, c.unit_id, c.investigator_id, c.sealed))
    SELECT g.name, u.name, v.pack, v.control, v.state, v.severity, count(*), count(DISTINCT v.case_id)
    FROM seen s JOIN control_verdict v ON v.case_id = s.id JOIN unit u ON u.id = s.unit_id JOIN region g ON g.id = u.region_id
    WHERE v.state IN ('violated', 'unknown') AND NOT EXISTS (
        SELECT FROM control_override o
        WHERE o.case_id = v.case_id AND (o.pack, o.control, o.subject) = (v.pack, v.control, v.subject))
    GROUP BY g.name, u.name, v.pack, v.control, v.state, v.severity
    ORDER BY g.name, u.name, v.state DESC, count(*) DESC, v.pack, v.control
$$;

REVOKE UPDATE, DELETE, TRUNCATE ON hattama.register_fact, hattama.control_override, hattama.control_confirmation
    FROM hattama_app;

CREATE TRIGGER erased BEFORE INSERT ON hattama.register_fact FOR EACH ROW EXECUTE FUNCTION hattama.refuse_erased();
CREATE TRIGGER erased BEFORE INSERT ON hattama.control_override FOR EACH ROW EXECUTE FUNCTION hattama.refuse_erased();

-- What a transcript shows of the form of an interrogation: seconds at which something was said.
CREATE TABLE hattama.heard_formalities (
    layer_id uuid PRIMARY KEY REFERENCES hattama.indexed_layer ON DELETE CASCADE,
    case_id uuid NOT NULL REFERENCES hattama.cases,
    recording_id uuid NOT NULL REFERENCES hattama.recording ON DELETE CASCADE,
    found jsonb NOT NULL
);
CREATE INDEX heard_formalities_case ON hattama.heard_formalities (case_id);
ALTER TABLE hattama.heard_formalities ENABLE ROW LEVEL SECURITY;
CREATE POLICY reading ON hattama.heard_formalities FOR SELECT USING (
    hattama.acting_system() OR hattama.may_read_case(case_id));
CREATE POLICY writing ON hattama.heard_formalities USING (hattama.acting_system()) WITH CHECK (hattama.acting_system());

CREATE FUNCTION hattama.controls_stale() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = hattama, pg_temp AS $$
BEGIN
    INSERT INTO control_stale (case_id) SELECT DISTINCT c.case_id FROM changed c
    WHERE NOT EXISTS (SELECT FROM erasing e WHERE e.case_id = c.case_id);
    RETURN NULL;
END $$;
CREATE FUNCTION hattama.controls_stale_case() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = hattama, pg_temp AS $$
BEGIN
    INSERT INTO control_stale (case_id) VALUES (NEW.id);
    RETURN NULL;
END $$;
CREATE FUNCTION hattama.controls_stale_persons() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = hattama, pg_temp AS $$
BEGIN
    IF TG_TABLE_NAME = 'person' THEN
        INSERT INTO control_stale (case_id) SELECT DISTINCT p.case_id FROM changed c JOIN participant p ON p.person_id = c.id;
    ELSE
        INSERT INTO control_stale (case_id)
        SELECT DISTINCT p.case_id FROM changed c JOIN participant p ON p.person_id IN (c.one, c.other);
    END IF;
    RETURN NULL;
END $$;
DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['participant', 'interrogation', 'sitting', 'placement', 'procedural_decision',
        'protocol_version', 'protocol_step', 'register_fact', 'heard_formalities']
    LOOP
        EXECUTE format('CREATE TRIGGER controls_of_new AFTER INSERT ON hattama.%I REFERENCING NEW TABLE AS changed '
            'FOR EACH STATEMENT EXECUTE FUNCTION hattama.controls_stale()', name);
        EXECUTE format('CREATE TRIGGER controls_of_changed AFTER UPDATE ON hattama.%I REFERENCING NEW TABLE AS changed '
            'FOR EACH STATEMENT EXECUTE FUNCTION hattama.controls_stale()', name);
    END LOOP;
END $$;
CREATE TRIGGER controls_of_gone AFTER DELETE ON hattama.placement REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION hattama.controls_stale();
CREATE TRIGGER controls_of_gone AFTER DELETE ON hattama.heard_formalities REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION hattama.controls_stale();
CREATE TRIGGER controls_of_new AFTER INSERT ON hattama.cases FOR EACH ROW EXECUTE FUNCTION hattama.controls_stale_case();
CREATE TRIGGER controls_of_changed AFTER UPDATE ON hattama.cases FOR EACH ROW
    WHEN (NEW.erased_at IS NULL AND (OLD.status, OLD.articles) IS DISTINCT FROM (NEW.status, NEW.articles))
    EXECUTE FUNCTION hattama.controls_stale_case();
CREATE TRIGGER controls_of_changed AFTER UPDATE ON hattama.person REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION hattama.controls_stale_persons();
CREATE TRIGGER controls_of_ruled AFTER INSERT ON hattama.person_ruling REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION hattama.controls_stale_persons();
REVOKE EXECUTE ON FUNCTION hattama.controls_stale, hattama.controls_stale_case, hattama.controls_stale_persons FROM hattama_app;

INSERT INTO hattama.control_stale (case_id) SELECT id FROM hattama.cases WHERE erased_at IS NULL;
