-- Words of turns as they stand now, by what they are searched by. A cache: made from layers and revisions, and made again
-- where its format is an older one.

CREATE TABLE hattama.indexed_layer (
    layer_id uuid PRIMARY KEY REFERENCES hattama.machine_layer ON DELETE CASCADE,
    case_id uuid NOT NULL REFERENCES hattama.cases,
    recording_id uuid NOT NULL UNIQUE REFERENCES hattama.recording ON DELETE CASCADE,   -- its working layer alone
    format integer NOT NULL                 -- of the lexemes
);

CREATE TABLE hattama.indexed_turn (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    layer_id uuid NOT NULL REFERENCES hattama.indexed_layer ON DELETE CASCADE,
    case_id uuid NOT NULL REFERENCES hattama.cases,
    recording_id uuid NOT NULL REFERENCES hattama.recording ON DELETE CASCADE,
    first_word integer NOT NULL,            -- the machine words that it accounts for
    last_word integer NOT NULL,
    starts double precision NOT NULL,
    ends double precision NOT NULL,
    voice text NOT NULL,
    participant_id uuid REFERENCES hattama.participant ON DELETE SET NULL,  -- whose voice it is, by a person's ruling
    languages text[] NOT NULL,
    checked boolean NOT NULL,
    lexemes tsvector NOT NULL               -- positions are places of words in the turn
);
CREATE INDEX indexed_turn_words ON hattama.indexed_turn (layer_id, first_word);
CREATE INDEX indexed_turn_case ON hattama.indexed_turn (case_id);
CREATE INDEX indexed_turn_lexemes ON hattama.indexed_turn USING gin (lexemes);

DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['indexed_layer', 'indexed_turn'] LOOP
        EXECUTE format('ALTER TABLE hattama.%I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY reading ON hattama.%I FOR SELECT USING (hattama.acting_system() '
            'OR hattama.may_read_case(case_id))', name);
        EXECUTE format('CREATE POLICY adding ON hattama.%I FOR INSERT WITH CHECK (hattama.may_edit(case_id))', name);
        EXECUTE format('CREATE POLICY changing ON hattama.%I FOR UPDATE USING (hattama.may_edit(case_id))', name);
        EXECUTE format('CREATE POLICY removing ON hattama.%I FOR DELETE USING (hattama.may_edit(case_id))', name);
    END LOOP;
END $$;

-- When a moment of a recording was: by the clock of its placement, and where it has none, not before it came.
CREATE FUNCTION hattama.moment_of(recording_id uuid, seconds double precision) RETURNS timestamptz
LANGUAGE sql STABLE SET search_path = hattama, pg_temp AS $$
    SELECT coalesce(
        (SELECT min(p.wall_start + (moment_of.seconds - p.span_start) * interval '1 second') FROM placement p
            WHERE p.recording_id = moment_of.recording_id
                AND p.span_start <= moment_of.seconds AND moment_of.seconds < p.span_end),
        (SELECT r.received_at FROM recording r WHERE r.id = moment_of.recording_id))
$$;

-- Turns that match, of cases that whoever asks may read. Row-level security would be asked of every turn there is before
-- the index is: the operator of full text search is not leakproof. So this function asks for the cases first, by the same
-- may_read, and looks past the policies at their turns only. Where a turn need
-- not hold all that is asked for, it holds at least so many of the terms. Of very many matches the latest written are ranked.
CREATE FUNCTION hattama.matching_turns(
    query tsquery, only_case uuid, only_person uuid, person_name text, only_role text, only_language text,
    since timestamptz, until timestamptz, most integer, terms tsquery[], at_least integer
) RETURNS TABLE (case_id uuid, recording_id uuid, layer_id uuid, first_word integer, last_word integer,
    starts double precision, ends double precision, voice text, participant_id uuid, checked boolean, at timestamptz,
    rank real)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 100 SET search_path = hattama, pg_temp AS $$
    WITH in_sight AS MATERIALIZED (
        SELECT c.id FROM cases c
        WHERE c.id IN (SELECT cases_in_sight()) AND (only_case IS NULL OR c.id = only_case)
            AND may_read(c.id, c.unit_id, c.investigator_id, c.sealed)
    ), matching AS MATERIALIZED (
        SELECT t.* FROM indexed_turn t
        WHERE t.lexemes @@ query AND t.case_id IN (SELECT s.id FROM in_sight s)
            AND (at_least <= 1 OR (SELECT count(*) FROM unnest(terms) q WHERE t.lexemes @@ q) >= at_least)
            AND (only_language IS NULL OR only_language = ANY (t.languages))
            AND (only_person IS NULL AND person_name IS NULL AND only_role IS NULL OR EXISTS (
                SELECT FROM participant p JOIN person q ON q.id = p.person_id
                WHERE p.id = t.participant_id AND (only_person IS NULL OR q.id = only_person)
                    AND (person_name IS NULL OR strpos(lower(q.name), lower(person_name)) > 0)
                    AND (only_role IS NULL OR p.role = only_role)))
            AND (since IS NULL OR moment_of(t.recording_id, t.starts) >= since)
            AND (until IS NULL OR moment_of(t.recording_id, t.starts) < until)
        ORDER BY t.id DESC LIMIT most
    )
    SELECT m.case_id, m.recording_id, m.layer_id, m.first_word, m.last_word, m.starts, m.ends, m.voice, m.participant_id,
        m.checked, moment_of(m.recording_id, m.starts), ts_rank(m.lexemes, query)
    FROM matching m
    ORDER BY ts_rank(m.lexemes, query) DESC, m.id DESC
$$;
