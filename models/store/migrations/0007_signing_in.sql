-- Other proofs of who somebody is: a provider's subject, a certificate; codes used once; tries at logins nobody has.

CREATE TABLE hattama.identity (             -- what an account is known by elsewhere
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    account_id uuid NOT NULL REFERENCES hattama.account,
    kind text NOT NULL CHECK (kind IN ('oidc', 'certificate')),
    issuer text NOT NULL DEFAULT '',        -- of a subject
    subject text NOT NULL,                  -- or the certificate's SHA-256
    added_by uuid NOT NULL REFERENCES hattama.account,
    added_at timestamptz NOT NULL DEFAULT now(),
    CHECK ((kind = 'oidc') = (issuer <> '')),
    UNIQUE (kind, issuer, subject)
);
CREATE INDEX identity_account ON hattama.identity (account_id);

CREATE TABLE hattama.oidc_request (         -- a browser that was sent to the provider and has not come back
    state_hash bytea PRIMARY KEY,           -- SHA-256 of what it carries there and back
    browser_hash bytea NOT NULL,            -- SHA-256 of the cookie by which it is the same browser
    nonce text NOT NULL,
    verifier text NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX oidc_request_expires ON hattama.oidc_request (expires_at);

CREATE TABLE hattama.stranger (             -- tries at a login that no account has, so that it locks like one that is there
    login_hash bytea PRIMARY KEY,           -- SHA-256 of the login in small letters
    failures integer NOT NULL,
    locked_until timestamptz,
    tried_at timestamptz NOT NULL
);
CREATE INDEX stranger_tried ON hattama.stranger (tried_at);

ALTER TABLE hattama.credential
    ADD COLUMN totp_step bigint,            -- of the last code that was taken: none is taken twice
    ADD COLUMN tried_at timestamptz;        -- the last wrong try: failures are forgotten after a while, as a stranger's

DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['identity', 'oidc_request', 'stranger'] LOOP
        EXECUTE format('ALTER TABLE hattama.%I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY system ON hattama.%I USING (hattama.acting_system())', name);
    END LOOP;
END $$;
