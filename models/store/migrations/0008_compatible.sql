-- Requests of the compatible route (POST /v1/audio/transcriptions) while they are held, and jobs of no case: what is
-- transcribed for one reply. Neither words nor sound are in the database; both go with the reply.

ALTER TABLE hattama.job ALTER COLUMN case_id DROP NOT NULL;
ALTER TABLE hattama.job DROP CONSTRAINT job_stage_check;
ALTER TABLE hattama.job ADD CONSTRAINT job_stage_check CHECK (stage IN ('prepare', 'picture', 'transcribe', 'align', 'draft', 'answer'));
ALTER TABLE hattama.job ADD CONSTRAINT job_of_a_case CHECK ((stage = 'answer') = (case_id IS NULL));

-- A job of no case is the business of whoever asked for it.
CREATE POLICY answering ON hattama.job
    USING (case_id IS NULL AND asked_by = hattama.acting_account())
    WITH CHECK (case_id IS NULL AND asked_by = hattama.acting_account());

CREATE TABLE hattama.held_request (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    account_id uuid NOT NULL REFERENCES hattama.account,
    begun_at timestamptz NOT NULL DEFAULT now(),
    seen_at timestamptz NOT NULL DEFAULT now(),     -- the process that holds it lives
    job_id uuid REFERENCES hattama.job              -- null: its sound arrives, or became a recording of a case
);
CREATE INDEX held_request_account ON hattama.held_request (account_id);

ALTER TABLE hattama.held_request ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON hattama.held_request
    USING (hattama.acting_system() OR account_id = hattama.acting_account())
    WITH CHECK (hattama.acting_system() OR account_id = hattama.acting_account());
