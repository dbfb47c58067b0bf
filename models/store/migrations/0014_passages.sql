-- Passages of working transcripts with their vectors: what search by meaning is built of. Rows are never changed but for
-- where their words lie; a text that changes is another row, so that an index that knows the highest id knows all before.
CREATE TABLE hattama.passage (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    layer_id uuid NOT NULL REFERENCES hattama.indexed_layer ON DELETE CASCADE,
    case_id uuid NOT NULL REFERENCES hattama.cases,
    recording_id uuid NOT NULL REFERENCES hattama.recording ON DELETE CASCADE,
    first_word integer NOT NULL,
    last_word integer NOT NULL,
    starts double precision NOT NULL,
    ends double precision NOT NULL,
    voices text[] NOT NULL,
    checked boolean NOT NULL,
    content_hash text NOT NULL,             -- of the text and of how it was made
    weights text NOT NULL,                  -- SHA-256 of what made the vector
    told text NOT NULL,                     -- what the vector is of; letters are compared by it
    vector bytea NOT NULL,                  -- float16, little-endian, of length one
    came_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX passage_came ON hattama.passage (came_at);
CREATE INDEX passage_layer ON hattama.passage (layer_id, first_word);
CREATE INDEX passage_case ON hattama.passage (case_id);

ALTER TABLE hattama.passage ENABLE ROW LEVEL SECURITY;
CREATE POLICY reading ON hattama.passage FOR SELECT USING (
    hattama.acting_system() OR hattama.may_read_case(case_id));
CREATE POLICY writing ON hattama.passage USING (hattama.acting_system()) WITH CHECK (hattama.acting_system());

-- Passages that are no more, so that an index lets go of them: numbers alone.
CREATE TABLE hattama.passage_gone (
    id bigint PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX passage_gone_at ON hattama.passage_gone (at);
ALTER TABLE hattama.passage_gone ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON hattama.passage_gone USING (hattama.acting_system());

CREATE FUNCTION hattama.note_gone_passages() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = hattama, pg_temp AS $$
BEGIN
    INSERT INTO passage_gone (id) SELECT g.id FROM gone g;
    RETURN NULL;
END $$;
CREATE TRIGGER gone AFTER DELETE ON hattama.passage REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION hattama.note_gone_passages();

-- What the words of a layer were made into passages from, and when that was no longer so.
ALTER TABLE hattama.indexed_layer
    ADD COLUMN changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    ADD COLUMN embedded_at timestamptz,     -- of the words that the passages hold, not of the work
    ADD COLUMN embedded_as text;            -- weights and format
CREATE INDEX indexed_layer_stale ON hattama.indexed_layer (changed_at) WHERE embedded_at IS NULL OR embedded_at < changed_at;

ALTER TABLE hattama.job DROP CONSTRAINT job_stage_check;
ALTER TABLE hattama.job ADD CONSTRAINT job_stage_check CHECK (
    stage IN ('prepare', 'picture', 'transcribe', 'align', 'draft', 'answer', 'self_test', 'index'));
