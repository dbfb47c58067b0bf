-- What an administrator sees of the service: which workers there are and what they do, weights on their hosts,
-- self-tests, what witnesses took, space used. No row names a case or a person but by the id of who asked for a test.

CREATE TABLE hattama.worker (               -- a process that takes jobs; its row goes when it ends, or a day after its last beat
    id uuid PRIMARY KEY,
    host text NOT NULL,
    pid integer NOT NULL,
    device text NOT NULL,                   -- as it was started: auto, cpu, cuda:0
    computes_on text NOT NULL,              -- what "auto" came to
    queues text[] NOT NULL,                 -- models.queue.Queue
    version text NOT NULL,                  -- of the program
    started_at timestamptz NOT NULL DEFAULT now(),
    beat_at timestamptz NOT NULL DEFAULT now()
);

ALTER TABLE hattama.job ADD COLUMN worker_id uuid;      -- of its last attempt; that worker may be gone

CREATE TABLE hattama.host_weights (         -- weights that a host's workers need
    host text NOT NULL,
    name text NOT NULL,                     -- of the catalogue's row
    state text NOT NULL,                    -- models.weights_in_use.WeightsState
    looked_at timestamptz NOT NULL DEFAULT now(),   -- whether they are there, by their sizes
    verified_at timestamptz,                -- every byte hashed and right; null: not since they are there
    PRIMARY KEY (host, name)
);

CREATE TABLE hattama.self_test (            -- a job of no case; when and how long, says its job
    job_id uuid PRIMARY KEY REFERENCES hattama.job,
    worker_id uuid NOT NULL,                -- which may be gone
    host text NOT NULL,
    device text NOT NULL,                   -- the worker's, then what computed
    version text NOT NULL,                  -- of the program that was tested
    checks jsonb                            -- [{name, passed, seconds, found, code, ru, kk, en}]; null: not at its end
);

CREATE TABLE hattama.witness_state (        -- what became of the last checkpoint at each witness, and at the signer: ''
    name text PRIMARY KEY,                  -- as models.journal.witness names it
    tried_at timestamptz NOT NULL,
    kept_at timestamptz,                    -- when it last took one
    kept_size bigint,                       -- entries of that one
    failure jsonb                           -- {code, ru, kk, en} of the last try; null: it worked
);

CREATE TABLE hattama.storage_sample (       -- space used by the service, measured a few times a day
    at timestamptz PRIMARY KEY DEFAULT now(),
    stored_bytes bigint NOT NULL,           -- recordings and documents, each byte once
    derived_bytes bigint NOT NULL,          -- decoded sound, playback copies, waveforms
    pictures_bytes bigint NOT NULL,
    database_bytes bigint NOT NULL,
    free_bytes bigint NOT NULL              -- on the data folder's disk
);

DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['worker', 'host_weights', 'self_test', 'witness_state', 'storage_sample'] LOOP
        EXECUTE format('ALTER TABLE hattama.%I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY system ON hattama.%I USING (hattama.acting_system())', name);
    END LOOP;
END $$;

-- Self-tests are jobs of no case too, and the system's alone.
ALTER TABLE hattama.job DROP CONSTRAINT job_stage_check;
ALTER TABLE hattama.job ADD CONSTRAINT job_stage_check CHECK (
    stage IN ('prepare', 'picture', 'transcribe', 'align', 'draft', 'answer', 'self_test'));
ALTER TABLE hattama.job DROP CONSTRAINT job_of_a_case;
ALTER TABLE hattama.job ADD CONSTRAINT job_of_a_case CHECK ((stage IN ('answer', 'self_test')) = (case_id IS NULL));
