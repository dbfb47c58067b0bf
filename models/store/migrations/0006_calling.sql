-- Which addresses the service may call, and webhooks: endpoints, and what is on its way to them.

CREATE TABLE hattama.allowed_address (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    host text NOT NULL,                     -- as models.outgoing writes it
    port integer NOT NULL CHECK (port BETWEEN 1 AND 65535),
    purpose text NOT NULL,                  -- models.outgoing.Purpose
    added_by uuid NOT NULL REFERENCES hattama.account,
    added_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (host, port, purpose)
);

CREATE TABLE hattama.webhook_endpoint (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    url text NOT NULL,
    events text[] NOT NULL,                 -- models.webhooks.WebhookEvent
    unit_id uuid REFERENCES hattama.unit,   -- null: of the whole service
    secret bytea NOT NULL,                  -- signs what is sent
    made_by uuid NOT NULL REFERENCES hattama.account,
    made_at timestamptz NOT NULL DEFAULT now(),
    disabled_at timestamptz                 -- nothing is announced to it from then on
);

-- One message to one endpoint: ids only. Written with what happened, so that what was rolled back is told to nobody.
CREATE TABLE hattama.webhook_delivery (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),  -- the message's webhook-id, the same at each try
    endpoint_id uuid NOT NULL REFERENCES hattama.webhook_endpoint ON DELETE CASCADE,
    event text NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),  -- of what happened
    case_id uuid REFERENCES hattama.cases ON DELETE CASCADE,    -- null: of a test
    subject_kind text,
    subject_id uuid,
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'delivered', 'given_up')),
    tries integer NOT NULL DEFAULT 0,
    begun_at timestamptz NOT NULL DEFAULT now(),    -- tried for a day from then on
    due_at timestamptz NOT NULL DEFAULT now(),
    tried_at timestamptz,
    status integer,                         -- of the last reply; null: there was none
    failure text,                           -- why the last try failed: an error's name
    CHECK ((subject_kind IS NULL) = (subject_id IS NULL))
);
CREATE INDEX webhook_delivery_due ON hattama.webhook_delivery (due_at) WHERE state = 'waiting';
CREATE INDEX webhook_delivery_endpoint ON hattama.webhook_delivery (endpoint_id, at);
CREATE INDEX webhook_delivery_case ON hattama.webhook_delivery (case_id);

DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['allowed_address', 'webhook_endpoint', 'webhook_delivery'] LOOP
        EXECUTE format('ALTER TABLE hattama.%I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY system ON hattama.%I USING (hattama.acting_system())', name);
    END LOOP;
END $$;

-- What happened in a case is to be told to every endpoint that hears of it; how many. Whoever may read the case may
-- announce, and need not see the endpoints.
CREATE FUNCTION hattama.announce(event text, case_id uuid, subject_kind text, subject_id uuid) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = hattama, pg_temp AS $$
DECLARE announced integer;
BEGIN
    IF NOT (acting_system() OR may_read_case(announce.case_id)) THEN
        RAISE EXCEPTION 'a case out of sight is not announced' USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO webhook_delivery (endpoint_id, event, case_id, subject_kind, subject_id)
    SELECT e.id, announce.event, c.id, announce.subject_kind, announce.subject_id
    FROM webhook_endpoint e, cases c
    WHERE c.id = announce.case_id AND e.disabled_at IS NULL AND announce.event = ANY (e.events)
        AND (e.unit_id IS NULL OR e.unit_id = c.unit_id);
    GET DIAGNOSTICS announced = ROW_COUNT;
    RETURN announced;
END $$;
