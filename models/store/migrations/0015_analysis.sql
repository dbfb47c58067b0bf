-- What the program noticed in what was said, and what people ruled on it.

-- Names, numbers, days, places and things that are spoken of in working transcripts. A cache like the passages: made from
-- words, and made again with them.
CREATE TABLE hattama.mention (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    layer_id uuid NOT NULL REFERENCES hattama.indexed_layer ON DELETE CASCADE,
    case_id uuid NOT NULL REFERENCES hattama.cases,
    recording_id uuid NOT NULL REFERENCES hattama.recording ON DELETE CASCADE,
    first_word integer NOT NULL,            -- the machine words that its turn accounts for
    last_word integer NOT NULL,
    word_ids text[] NOT NULL,
    starts double precision NOT NULL,
    ends double precision NOT NULL,
    kind text NOT NULL,
    text text NOT NULL,                     -- the value in its canonical form, by which two are alike
    spoken text NOT NULL,                   -- as it stands in the transcript
    value jsonb NOT NULL,
    sureness text NOT NULL CHECK (sureness IN ('stated', 'approximate', 'doubtful')),
    asks boolean NOT NULL,                  -- it stands in a question of whoever asks
    relative_to date,                       -- the sitting's day, where the value was computed from it
    zone text
);
CREATE INDEX mention_layer ON hattama.mention (layer_id, first_word);
CREATE INDEX mention_case ON hattama.mention (case_id, kind);
CREATE INDEX mention_value ON hattama.mention (kind, text);
CREATE INDEX mention_surname ON hattama.mention ((value ->> 'surname')) WHERE kind = 'person';
ALTER TABLE hattama.mention ENABLE ROW LEVEL SECURITY;
CREATE POLICY reading ON hattama.mention FOR SELECT USING (hattama.acting_system() OR hattama.may_read_case(case_id));
CREATE POLICY writing ON hattama.mention USING (hattama.acting_system()) WITH CHECK (hattama.acting_system());

-- What is compared with what, and proposed. A finding that is found no more keeps its row for its rulings.
CREATE TABLE hattama.case_comparison (
    case_id uuid PRIMARY KEY REFERENCES hattama.cases,
    compared_at timestamptz NOT NULL,       -- of the words that were compared, not of the work
    compared_as text NOT NULL               -- by which rules
);
CREATE TABLE hattama.finding (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    case_id uuid NOT NULL REFERENCES hattama.cases,
    subject text NOT NULL CHECK (subject IN ('inconsistency', 'suggestion')),
    key text NOT NULL,                      -- the same for the same words: what was dismissed does not come back
    rule text NOT NULL,
    kind text NOT NULL,
    strength text NOT NULL,
    detail jsonb NOT NULL,                  -- its quotes and what its sentence names
    checked boolean NOT NULL,               -- every turn that it quotes was
    came_at timestamptz NOT NULL DEFAULT now(),
    gone_at timestamptz,                    -- since when it is found no more
    UNIQUE (case_id, subject, key)
);
CREATE TABLE hattama.finding_ruling (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    case_id uuid NOT NULL REFERENCES hattama.cases,
    finding_id uuid NOT NULL REFERENCES hattama.finding ON DELETE CASCADE,
    verdict text NOT NULL CHECK (verdict IN ('confirmed', 'explained', 'dismissed', 'later', 'withdrawn')),
    reason text NOT NULL DEFAULT '',
    account_id uuid NOT NULL REFERENCES hattama.account,
    at timestamptz NOT NULL DEFAULT now(),
    CHECK (verdict NOT IN ('confirmed', 'explained', 'dismissed') OR reason <> '')
);
CREATE INDEX finding_ruling_finding ON hattama.finding_ruling (finding_id, id);
CREATE INDEX finding_ruling_case ON hattama.finding_ruling (case_id);

DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['case_comparison', 'finding'] LOOP
        EXECUTE format('ALTER TABLE hattama.%I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY reading ON hattama.%I FOR SELECT USING (hattama.acting_system() '
            'OR hattama.may_read_case(case_id))', name);
        EXECUTE format('CREATE POLICY writing ON hattama.%I USING (hattama.acting_system()) '
            'WITH CHECK (hattama.acting_system())', name);
    END LOOP;
END $$;
ALTER TABLE hattama.finding_ruling ENABLE ROW LEVEL SECURITY;
CREATE POLICY reading ON hattama.finding_ruling FOR SELECT USING (
    hattama.acting_system() OR hattama.may_read_case(case_id));
CREATE POLICY ruling ON hattama.finding_ruling FOR INSERT WITH CHECK (
    account_id = hattama.acting_account() AND hattama.may_edit(case_id)
    AND EXISTS (SELECT FROM hattama.finding f WHERE f.id = finding_id AND f.case_id = finding_ruling.case_id));

-- What names of persons may be found by, however they are spelt. A cache, made again where its format is an older one.
CREATE TABLE hattama.person_key (
    person_id uuid NOT NULL REFERENCES hattama.person ON DELETE CASCADE,
    key text NOT NULL,
    name text NOT NULL,                     -- that it was made of
    format integer NOT NULL,
    PRIMARY KEY (person_id, key)
);
CREATE INDEX person_key_key ON hattama.person_key (key);
ALTER TABLE hattama.person_key ENABLE ROW LEVEL SECURITY;
CREATE POLICY reading ON hattama.person_key FOR SELECT USING (
    hattama.acting_system() OR hattama.may_read_person(person_id));
CREATE POLICY writing ON hattama.person_key USING (hattama.acting_system()) WITH CHECK (hattama.acting_system());

-- Two persons of case files, one or two humans; of several rulings on a pair the latest holds.
CREATE TABLE hattama.person_ruling (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    one uuid NOT NULL REFERENCES hattama.person ON DELETE CASCADE,
    other uuid NOT NULL REFERENCES hattama.person ON DELETE CASCADE,
    verdict text NOT NULL CHECK (verdict IN ('same', 'different', 'later', 'withdrawn')),
    reason text NOT NULL DEFAULT '',
    account_id uuid NOT NULL REFERENCES hattama.account,
    at timestamptz NOT NULL DEFAULT now(),
    CHECK (one < other)
);
CREATE INDEX person_ruling_one ON hattama.person_ruling (one);
CREATE INDEX person_ruling_other ON hattama.person_ruling (other);
ALTER TABLE hattama.person_ruling ENABLE ROW LEVEL SECURITY;
CREATE POLICY reading ON hattama.person_ruling FOR SELECT USING (
    hattama.acting_system() OR (hattama.may_read_person(one) AND hattama.may_read_person(other)));
CREATE POLICY ruling ON hattama.person_ruling FOR INSERT WITH CHECK (
    account_id = hattama.acting_account() AND hattama.may_read_person(one) AND hattama.may_read_person(other)
    AND (hattama.may_edit_person(one) OR hattama.may_edit_person(other)));

-- Two cases, related or not, by whoever may see both and works on one of them.
CREATE TABLE hattama.case_link_ruling (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    one uuid NOT NULL REFERENCES hattama.cases,
    other uuid NOT NULL REFERENCES hattama.cases,
    verdict text NOT NULL CHECK (verdict IN ('related', 'unrelated', 'later', 'withdrawn')),
    reason text NOT NULL DEFAULT '',
    account_id uuid NOT NULL REFERENCES hattama.account,
    at timestamptz NOT NULL DEFAULT now(),
    CHECK (one < other)
);
CREATE INDEX case_link_ruling_one ON hattama.case_link_ruling (one);
CREATE INDEX case_link_ruling_other ON hattama.case_link_ruling (other);
ALTER TABLE hattama.case_link_ruling ENABLE ROW LEVEL SECURITY;
CREATE POLICY reading ON hattama.case_link_ruling FOR SELECT USING (
    hattama.acting_system() OR (hattama.may_read_case(one) AND hattama.may_read_case(other)));
CREATE POLICY ruling ON hattama.case_link_ruling FOR INSERT WITH CHECK (
    account_id = hattama.acting_account() AND hattama.may_read_case(one) AND hattama.may_read_case(other)
    AND (hattama.may_edit(one) OR hattama.may_edit(other)));

-- That two cases are linked, told to both investigators by a prosecutor who may see both. Until then neither sees more of
-- the other than if it were not there; from then on each sees these sentences and whom to turn to.
CREATE TABLE hattama.case_link_disclosure (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    one uuid NOT NULL REFERENCES hattama.cases,
    other uuid NOT NULL REFERENCES hattama.cases,
    verdict text NOT NULL CHECK (verdict IN ('disclosed', 'withheld', 'later')),
    shown jsonb NOT NULL,                   -- the sentences of reason that the prosecutor saw, in every language
    reason text NOT NULL CHECK (reason <> ''),
    account_id uuid NOT NULL REFERENCES hattama.account,
    at timestamptz NOT NULL DEFAULT now(),
    CHECK (one < other),
    CHECK (verdict = 'disclosed' OR shown = '[]')
);
CREATE INDEX case_link_disclosure_one ON hattama.case_link_disclosure (one);
CREATE INDEX case_link_disclosure_other ON hattama.case_link_disclosure (other);

CREATE FUNCTION hattama.may_disclose(one uuid, other uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = hattama, pg_temp AS $$
    SELECT may_read_case(one) AND may_read_case(other) AND EXISTS (
        SELECT FROM account a WHERE a.id = acting_account() AND a.role = 'prosecutor' AND a.disabled_at IS NULL)
$$;
ALTER TABLE hattama.case_link_disclosure ENABLE ROW LEVEL SECURITY;
CREATE POLICY reading ON hattama.case_link_disclosure FOR SELECT USING (
    hattama.acting_system() OR (hattama.may_read_case(one) AND hattama.may_read_case(other)));
CREATE POLICY disclosing ON hattama.case_link_disclosure FOR INSERT WITH CHECK (
    account_id = hattama.acting_account() AND hattama.may_disclose(one, other));

-- What a prosecutor told the readers of a case: the other's number and its investigator, and the sentences.
CREATE FUNCTION hattama.disclosed_links(case_id uuid) RETURNS TABLE (
    other_id uuid, other_number text, other_unit text, other_investigator text, shown jsonb, reason text,
    disclosed_by text, at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = hattama, pg_temp AS $$
    SELECT c.id, c.number, u.name, i.name, d.shown, d.reason, p.name, d.at
    FROM (
        SELECT DISTINCT ON (l.one, l.other) l.* FROM case_link_disclosure l
        WHERE disclosed_links.case_id IN (l.one, l.other) AND l.verdict <> 'later' ORDER BY l.one, l.other, l.id DESC) AS d
        JOIN cases c ON c.id = CASE WHEN d.one = disclosed_links.case_id THEN d.other ELSE d.one END
        JOIN unit u ON u.id = c.unit_id JOIN account i ON i.id = c.investigator_id JOIN account p ON p.id = d.account_id
    WHERE d.verdict = 'disclosed' AND may_read_case(disclosed_links.case_id) AND c.erased_at IS NULL
    ORDER BY d.id DESC
$$;

-- What people ruled is taken back by another ruling and in no other way.
REVOKE UPDATE, DELETE, TRUNCATE ON hattama.finding_ruling, hattama.person_ruling, hattama.case_link_ruling,
    hattama.case_link_disclosure FROM hattama_app;

-- The words of a layer are read again when it is known otherwise on which day they were said, or who is in the case.
CREATE FUNCTION hattama.touch_layers() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = hattama, pg_temp AS $$
BEGIN
    IF TG_TABLE_NAME = 'placement' THEN
        UPDATE indexed_layer SET changed_at = clock_timestamp()
        WHERE recording_id IN (SELECT c.recording_id FROM changed c);
    ELSE
        UPDATE indexed_layer SET changed_at = clock_timestamp() WHERE case_id IN (SELECT c.case_id FROM changed c);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER placed AFTER INSERT ON hattama.placement REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION hattama.touch_layers();
CREATE TRIGGER moved AFTER UPDATE ON hattama.placement REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION hattama.touch_layers();
CREATE TRIGGER lifted AFTER DELETE ON hattama.placement REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION hattama.touch_layers();
CREATE TRIGGER joined AFTER INSERT ON hattama.participant REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION hattama.touch_layers();
CREATE TRIGGER changed AFTER UPDATE ON hattama.participant REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION hattama.touch_layers();

-- A text without sound is received, kept and erased like a recording, and has a layer whose words have no times.
ALTER TABLE hattama.recording ADD COLUMN written jsonb;     -- what it is and which day it bears; null: it has sound

CREATE FUNCTION hattama.refuse_text() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = hattama, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM recording r WHERE r.id = NEW.recording_id AND r.written IS NOT NULL) THEN
        RAISE EXCEPTION 'a text has no time on the wall' USING ERRCODE = 'check_violation', CONSTRAINT = 'no_sound';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER no_text BEFORE INSERT ON hattama.placement FOR EACH ROW EXECUTE FUNCTION hattama.refuse_text();

ALTER TABLE hattama.job DROP CONSTRAINT job_stage_check;
ALTER TABLE hattama.job ADD CONSTRAINT job_stage_check CHECK (
    stage IN ('prepare', 'picture', 'transcribe', 'align', 'draft', 'answer', 'self_test', 'index', 'compare'));
