-- How long what is kept is kept: looks at the bytes and their alarms, closing, sealing, legal hold, retention, erasure.
-- The application erases nothing of a case by itself: only erase_case does, which asks everything once more.

-- Looks at the bytes -------------------------------------------------------------------------------------------------

ALTER TABLE hattama.recording
    ADD COLUMN looked_at timestamptz NOT NULL DEFAULT now(),    -- the last look at its bytes
    ADD COLUMN look_beat_at timestamptz,    -- a process looks at it and lives
    ADD COLUMN look_by uuid;                -- which one
UPDATE hattama.recording r SET looked_at = coalesce(
    (SELECT max(c.at) FROM hattama.custody c WHERE c.recording_id = r.id), r.received_at);
CREATE INDEX recording_looked ON hattama.recording (looked_at);

CREATE TABLE hattama.alarm (                -- a recording's bytes are not those received; ids only
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    case_id uuid NOT NULL REFERENCES hattama.cases,
    recording_id uuid NOT NULL,             -- which may be erased
    kind text NOT NULL CHECK (kind IN ('changed', 'unreadable')),
    raised_at timestamptz NOT NULL DEFAULT now(),
    acknowledged_by uuid REFERENCES hattama.account,
    acknowledged_at timestamptz,
    reason text,                            -- of the acknowledgement
    closed_at timestamptz,
    outcome text CHECK (outcome IN ('restored', 'released')),
    CHECK ((acknowledged_by IS NULL) = (acknowledged_at IS NULL) AND (acknowledged_by IS NULL) = (reason IS NULL)),
    CHECK ((closed_at IS NULL) = (outcome IS NULL))
);
CREATE UNIQUE INDEX alarm_open ON hattama.alarm (recording_id) WHERE closed_at IS NULL;
CREATE INDEX alarm_case ON hattama.alarm (case_id);

ALTER TABLE hattama.alarm ENABLE ROW LEVEL SECURITY;
CREATE POLICY reading ON hattama.alarm FOR SELECT USING (hattama.acting_system() OR hattama.may_read_case(case_id));
CREATE POLICY adding ON hattama.alarm FOR INSERT WITH CHECK (hattama.acting_system());
CREATE POLICY changing ON hattama.alarm FOR UPDATE USING (hattama.acting_system());
REVOKE DELETE, TRUNCATE ON hattama.alarm FROM hattama_app;

-- Closing, sealing, legal hold ---------------------------------------------------------------------------------------

ALTER TABLE hattama.cases
    ADD COLUMN closed_at timestamptz,
    ADD COLUMN erased_at timestamptz;       -- then only this row is left, with custody and the journal's entries
UPDATE hattama.cases SET closed_at = now() WHERE status = 'closed';     -- when it was, nobody noted: time runs from now
ALTER TABLE hattama.cases ADD CHECK ((status = 'closed') = (closed_at IS NOT NULL)),
    ADD CHECK (erased_at IS NULL OR (status = 'closed' AND NOT legal_hold));

-- Seal and hold are changed by the functions below alone, which ask who acts; the rest never.
REVOKE UPDATE, DELETE, TRUNCATE ON hattama.cases FROM hattama_app;
GRANT UPDATE (status, articles) ON hattama.cases TO hattama_app;

-- The head of the case's unit, or a prosecutor who supervises it, who may also read it.
CREATE FUNCTION hattama.may_keep(case_id uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = hattama, pg_temp AS $$
    SELECT may_read_case(may_keep.case_id) AND EXISTS (
        SELECT FROM account a, cases c
        WHERE a.id = acting_account() AND a.disabled_at IS NULL AND c.id = may_keep.case_id AND (
            (a.role = 'head' AND a.unit_id = c.unit_id)
            OR (a.role = 'prosecutor' AND EXISTS (
                SELECT FROM supervision s WHERE s.account_id = a.id AND s.unit_id = c.unit_id))))
$$;

-- Nothing of the case is erased from now on, or it may be again; whether that is a change.
CREATE FUNCTION hattama.hold_case(case_id uuid, held boolean) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = hattama, pg_temp AS $$
BEGIN
    IF NOT may_keep(hold_case.case_id) THEN
        RAISE EXCEPTION 'not a keeper of the case' USING ERRCODE = 'insufficient_privilege';
    END IF;
    UPDATE cases c SET legal_hold = held WHERE c.id = hold_case.case_id AND c.legal_hold <> held AND c.erased_at IS NULL;
    RETURN FOUND;
END $$;

-- Named persons only from now on, or not any more; whether that is a change. Its investigator alone opens it again.
CREATE FUNCTION hattama.seal_case(case_id uuid, closed boolean) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = hattama, pg_temp AS $$
BEGIN
    IF NOT (may_read_case(seal_case.case_id) AND EXISTS (
        SELECT FROM account a, cases c
        WHERE a.id = acting_account() AND a.disabled_at IS NULL AND c.id = seal_case.case_id AND (
            (a.role = 'investigator' AND c.investigator_id = a.id)
            OR (seal_case.closed AND a.role = 'head' AND a.unit_id = c.unit_id))))
    THEN
        RAISE EXCEPTION 'not who seals the case' USING ERRCODE = 'insufficient_privilege';
    END IF;
    UPDATE cases c SET sealed = seal_case.closed
    WHERE c.id = seal_case.case_id AND c.sealed <> seal_case.closed AND c.erased_at IS NULL;
    RETURN FOUND;
END $$;

-- Nobody edits what is erased.
CREATE OR REPLACE FUNCTION hattama.may_edit(case_id uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = hattama, pg_temp AS $$
    SELECT acting_system() OR EXISTS (
        SELECT FROM account a, cases c
        WHERE a.id = acting_account() AND a.disabled_at IS NULL AND a.role = 'investigator' AND c.id = may_edit.case_id
            AND c.erased_at IS NULL
            AND (c.investigator_id = a.id OR EXISTS (
                SELECT FROM access_grant g
                WHERE g.case_id = c.id AND g.account_id = a.id AND g.kind = 'edit' AND g.revoked_at IS NULL
                    AND (g.until IS NULL OR g.until > now()))))
$$;

-- Nothing comes to a case that is erased: not from a worker or an upload that was late, nor from anybody.
CREATE FUNCTION hattama.refuse_erased() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = hattama, pg_temp AS $$
DECLARE erased timestamptz;
BEGIN
    SELECT c.erased_at INTO erased FROM cases c WHERE c.id = NEW.case_id FOR KEY SHARE;    -- waits for an erasure
    IF erased IS NOT NULL THEN
        RAISE EXCEPTION 'the case is erased' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['participant', 'interrogation', 'upload', 'recording', 'procedural_decision', 'job',
        'access_grant', 'webhook_delivery']
    LOOP
        EXECUTE format('CREATE TRIGGER erased BEFORE INSERT ON hattama.%I FOR EACH ROW WHEN (NEW.case_id IS NOT NULL) '
            'EXECUTE FUNCTION hattama.refuse_erased()', name);
    END LOOP;
END $$;

-- Retention ----------------------------------------------------------------------------------------------------------

CREATE TABLE hattama.retention_rule (       -- the last one of a kind is in force, a week after it was set
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('criminal', 'administrative', 'inspection', 'appeal')),
    days integer CHECK (days BETWEEN 30 AND 36500),     -- from the closing of a case; null: kept without end
    set_by uuid NOT NULL REFERENCES hattama.account,
    set_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX retention_rule_kind ON hattama.retention_rule (kind, id);
ALTER TABLE hattama.retention_rule ENABLE ROW LEVEL SECURITY;
CREATE POLICY reading ON hattama.retention_rule FOR SELECT USING (true);
CREATE POLICY adding ON hattama.retention_rule FOR INSERT WITH CHECK (hattama.acting_system());
SELECT hattama.make_append_only('hattama.retention_rule');

CREATE TABLE hattama.erasure (              -- proposed by one person, decided by another
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    case_id uuid NOT NULL REFERENCES hattama.cases,
    reason text NOT NULL,
    proposed_by uuid NOT NULL REFERENCES hattama.account,
    proposed_at timestamptz NOT NULL DEFAULT now(),
    state text NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'refused', 'confirmed', 'erased', 'lapsed')),
    decided_by uuid REFERENCES hattama.account,
    decided_at timestamptz,
    decision_reason text,
    CHECK (decided_by <> proposed_by),
    CHECK ((decided_by IS NULL) = (state IN ('proposed', 'lapsed'))),
    CHECK ((decided_by IS NULL) = (decided_at IS NULL))
);
CREATE UNIQUE INDEX erasure_open ON hattama.erasure (case_id) WHERE state IN ('proposed', 'confirmed');
CREATE INDEX erasure_case ON hattama.erasure (case_id);
ALTER TABLE hattama.erasure ENABLE ROW LEVEL SECURITY;
CREATE POLICY reading ON hattama.erasure FOR SELECT USING (hattama.acting_system() OR hattama.may_read_case(case_id));
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON hattama.erasure FROM hattama_app;    -- the functions below write it

CREATE TABLE hattama.file_removal (         -- files that nothing holds any more and that still lie on the disk
    kind text NOT NULL CHECK (kind IN ('stored', 'derived')),
    name text NOT NULL,                     -- a hash, or the id of a recording that was
    at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (kind, name)
);
ALTER TABLE hattama.file_removal ENABLE ROW LEVEL SECURITY;
CREATE POLICY system ON hattama.file_removal USING (hattama.acting_system());
REVOKE INSERT, UPDATE, TRUNCATE ON hattama.file_removal FROM hattama_app;

-- The database's clock says when a case was closed and when a rule was set, whoever writes. A case that is opened again
-- lets a proposal lapse.
CREATE FUNCTION hattama.keep_moments() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = hattama, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        NEW.erased_at := NULL;
        NEW.closed_at := CASE NEW.status WHEN 'closed' THEN now() END;
        RETURN NEW;
    END IF;
    IF OLD.erased_at IS NOT NULL THEN
        RAISE EXCEPTION 'the case is erased' USING ERRCODE = 'insufficient_privilege';
    END IF;
    NEW.closed_at := OLD.closed_at;
    IF NEW.status <> OLD.status THEN
        NEW.closed_at := CASE NEW.status WHEN 'closed' THEN now() END;
        UPDATE erasure SET state = 'lapsed' WHERE case_id = NEW.id AND state = 'proposed';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER moments BEFORE INSERT OR UPDATE ON hattama.cases FOR EACH ROW EXECUTE FUNCTION hattama.keep_moments();

CREATE FUNCTION hattama.set_moment() RETURNS trigger
LANGUAGE plpgsql SET search_path = hattama, pg_temp AS $$
BEGIN
    NEW.set_at := now();
    RETURN NEW;
END $$;
CREATE TRIGGER moment BEFORE INSERT ON hattama.retention_rule FOR EACH ROW EXECUTE FUNCTION hattama.set_moment();

-- From when on a closed case may be erased; null: not by the rules there are. A new rule rests for a week first.
CREATE FUNCTION hattama.due_for_erasure(case_id uuid) RETURNS timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = hattama, pg_temp AS $$
    SELECT greatest(c.closed_at + make_interval(days => r.days), r.set_at + interval '7 days')
    FROM cases c, LATERAL (SELECT * FROM retention_rule k WHERE k.kind = c.kind ORDER BY k.id DESC LIMIT 1) r
    WHERE c.id = due_for_erasure.case_id AND c.status = 'closed' AND c.erased_at IS NULL AND r.days IS NOT NULL
$$;

-- An error where the case may not be erased now; its constraint's name says why.
CREATE FUNCTION hattama.check_erasable(case_id uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = hattama, pg_temp AS $$
DECLARE why text;
BEGIN
    SELECT CASE
        WHEN c.legal_hold THEN 'legal_hold'
        WHEN coalesce(due_for_erasure(c.id) > now(), true) THEN 'not_due'
        WHEN EXISTS (SELECT FROM job j WHERE j.case_id = c.id AND j.state = 'running')
            OR EXISTS (SELECT FROM upload u WHERE u.case_id = c.id AND u.recording_id IS NULL AND u.failure IS NULL)
            THEN 'case_at_work'
    END INTO why FROM cases c WHERE c.id = check_erasable.case_id;
    IF why IS NOT NULL THEN
        RAISE EXCEPTION 'the case may not be erased: %', why USING ERRCODE = 'check_violation', CONSTRAINT = why;
    END IF;
END $$;

-- The head of the unit proposes to erase a case.
CREATE FUNCTION hattama.propose_erasure(case_id uuid, reason text) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = hattama, pg_temp AS $$
DECLARE made uuid;
BEGIN
    IF NOT (may_keep(propose_erasure.case_id) AND EXISTS (
        SELECT FROM account a WHERE a.id = acting_account() AND a.role = 'head'))
    THEN
        RAISE EXCEPTION 'not the head of the unit' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM FROM cases c WHERE c.id = propose_erasure.case_id FOR UPDATE;
    PERFORM check_erasable(propose_erasure.case_id);
    IF EXISTS (SELECT FROM erasure e WHERE e.case_id = propose_erasure.case_id AND e.state IN ('proposed', 'confirmed')) THEN
        RAISE EXCEPTION 'proposed already' USING ERRCODE = 'check_violation', CONSTRAINT = 'proposed_already';
    END IF;
    INSERT INTO erasure (case_id, reason, proposed_by) VALUES (propose_erasure.case_id, propose_erasure.reason, acting_account())
    RETURNING id INTO made;
    RETURN made;
END $$;

-- A second person says yes or no.
CREATE FUNCTION hattama.decide_erasure(erasure_id uuid, confirmed boolean, reason text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = hattama, pg_temp AS $$
DECLARE present erasure%ROWTYPE;
BEGIN
    SELECT * INTO present FROM erasure e WHERE e.id = erasure_id;
    IF present.id IS NULL OR NOT may_keep(present.case_id) THEN
        RAISE EXCEPTION 'not a keeper of the case' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM FROM cases c WHERE c.id = present.case_id FOR UPDATE;
    SELECT * INTO present FROM erasure e WHERE e.id = erasure_id FOR UPDATE;
    IF present.state <> 'proposed' THEN
        RAISE EXCEPTION 'not proposed' USING ERRCODE = 'check_violation', CONSTRAINT = 'not_proposed';
    END IF;
    IF present.proposed_by = acting_account() THEN
        RAISE EXCEPTION 'a second person decides' USING ERRCODE = 'check_violation', CONSTRAINT = 'same_person';
    END IF;
    IF confirmed THEN
        PERFORM check_erasable(present.case_id);
    END IF;
    UPDATE erasure e SET state = CASE WHEN confirmed THEN 'confirmed' ELSE 'refused' END, decided_by = acting_account(),
        decided_at = now(), decision_reason = decide_erasure.reason
    WHERE e.id = erasure_id;
END $$;

-- Erasing ------------------------------------------------------------------------------------------------------------

-- Which case the present transaction erases. Written by erase_case alone; the application may not even read it.
CREATE TABLE hattama.erasing (
    transaction xid8 PRIMARY KEY DEFAULT pg_current_xact_id(),
    case_id uuid NOT NULL
);
REVOKE ALL ON hattama.erasing FROM hattama_app;

-- A table that only grows lets go of rows while erase_case is at it and nobody else: the statement must be the owner's
-- own, the transaction must be noted in `erasing`, and the table must be one that erasures reach into (an argument of the
-- trigger says so). A second trigger looks whose the rows were.
CREATE OR REPLACE FUNCTION hattama.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF TG_OP = 'DELETE' AND TG_NARGS = 1
        AND current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID)
        AND EXISTS (SELECT FROM hattama.erasing WHERE transaction = pg_current_xact_id())
    THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION '% refused: table %.% is append-only', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END;
$$;

CREATE FUNCTION hattama.refuse_other_cases() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF EXISTS (SELECT FROM gone WHERE gone.case_id IS DISTINCT FROM (
        SELECT e.case_id FROM hattama.erasing e WHERE e.transaction = pg_current_xact_id()))
    THEN
        RAISE EXCEPTION '% refused: rows of %.% are of another case', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END;
$$;

-- A table that only grows and has a case_id is reached by erasures too; erase_case must name it.
CREATE FUNCTION hattama.make_erasable("table" regclass) RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    EXECUTE format('DROP TRIGGER append_only ON %s', "table");
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON %s '
        'FOR EACH STATEMENT EXECUTE FUNCTION hattama.refuse_change(''erased with its case'')', "table");
    EXECUTE format('CREATE TRIGGER one_case AFTER DELETE ON %s REFERENCING OLD TABLE AS gone '
        'FOR EACH STATEMENT EXECUTE FUNCTION hattama.refuse_other_cases()', "table");
    EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER append_only, ENABLE ALWAYS TRIGGER one_case', "table");
END;
$$;
REVOKE EXECUTE ON FUNCTION hattama.make_erasable FROM hattama_app;
SELECT hattama.make_erasable(name) FROM (VALUES ('hattama.machine_layer'::regclass), ('hattama.layer_turn'),
    ('hattama.revision'), ('hattama.protocol_version'), ('hattama.protocol_step')) AS t (name);

-- What erase_case deletes, nobody else does.
DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['participant', 'person', 'interrogation', 'sitting', 'placement', 'recording', 'upload',
        'procedural_decision', 'protocol_document', 'document_grant', 'access_grant', 'job', 'stored_file', 'journal_details']
    LOOP
        EXECUTE format('REVOKE DELETE, TRUNCATE ON hattama.%I FROM hattama_app', name);
    END LOOP;
END $$;
REVOKE UPDATE ON hattama.journal_details, hattama.stored_file FROM hattama_app;

-- Custody outlives the recording: its rows hold hash, size, times, accounts and addresses, and nothing that was said.
ALTER TABLE hattama.custody DROP CONSTRAINT custody_recording_id_fkey;

-- Looked up when a case is erased, by the case or by a reference that must not be left behind.
CREATE INDEX machine_layer_case ON hattama.machine_layer (case_id);
CREATE INDEX recording_sha256 ON hattama.recording (sha256);
CREATE INDEX recording_working_layer ON hattama.recording (working_layer);
CREATE INDEX upload_case ON hattama.upload (case_id);
CREATE INDEX custody_case ON hattama.custody (case_id);
CREATE INDEX placement_case ON hattama.placement (case_id);
CREATE INDEX sitting_case ON hattama.sitting (case_id);
CREATE INDEX interrogation_participant ON hattama.interrogation (participant_id);
CREATE INDEX protocol_document_case ON hattama.protocol_document (case_id);
CREATE INDEX protocol_document_interrogation ON hattama.protocol_document (interrogation_id);
CREATE INDEX protocol_version_case ON hattama.protocol_version (case_id);
CREATE INDEX protocol_version_docx ON hattama.protocol_version (docx_sha256);
CREATE INDEX protocol_version_pdf ON hattama.protocol_version (pdf_sha256);
CREATE INDEX procedural_decision_case ON hattama.procedural_decision (case_id);
CREATE INDEX procedural_decision_participant ON hattama.procedural_decision (participant_id);
CREATE INDEX job_case ON hattama.job (case_id);
CREATE INDEX job_interrogation ON hattama.job (interrogation_id);
CREATE INDEX journal_details_case ON hattama.journal_details (case_id);

-- The bytes of that hash keep their place until the transaction's end: nobody removes them meanwhile. One lock stands for
-- many hashes, since a server has room for some thousands of locks only.
CREATE FUNCTION hattama.keep_file(sha256 text) RETURNS void LANGUAGE sql AS
$$ SELECT pg_advisory_xact_lock_shared(7305126, hashtext(sha256) & 255) $$;

-- Whoever comes next to keep bytes of that hash waits for the transaction's end.
CREATE FUNCTION hattama.hold_off_file(sha256 text) RETURNS void LANGUAGE sql AS
$$ SELECT pg_advisory_xact_lock(7305126, hashtext(sha256) & 255) $$;

-- Everything of a case goes, by a proposal that a second person has confirmed; what went, as counts and hashes. What is
-- left: the case's row, custody, erasures, alarms, and the journal's entries without their details.
CREATE FUNCTION hattama.erase_case(erasure_id uuid) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = hattama, queue, pg_temp AS $$
DECLARE
    present erasure%ROWTYPE;
    the_case uuid;
    hashes text[];
    persons uuid[];
    recordings jsonb;
    documents jsonb;
    papers jsonb;
    counts jsonb := '{}';
    name text;
    gone bigint;
BEGIN
    SELECT e.case_id INTO the_case FROM erasure e WHERE e.id = erasure_id;
    PERFORM FROM cases c WHERE c.id = the_case FOR UPDATE;      -- whatever comes to the case waits, and is refused then
    SELECT * INTO present FROM erasure e WHERE e.id = erasure_id FOR UPDATE;
    IF present.state IS DISTINCT FROM 'confirmed' THEN
        RAISE EXCEPTION 'no second person has confirmed' USING ERRCODE = 'check_violation', CONSTRAINT = 'not_confirmed';
    END IF;
    IF NOT EXISTS (SELECT FROM journal_entry j WHERE j.case_id = the_case AND j.kind = 'erasure_proposed'
        AND j.subject_id = present.id::text AND j.account_id = present.proposed_by)
    THEN
        RAISE EXCEPTION 'the proposal is not in the journal' USING ERRCODE = 'check_violation', CONSTRAINT = 'not_confirmed';
    END IF;
    PERFORM check_erasable(the_case);
    INSERT INTO erasing (case_id) VALUES (the_case);

    SELECT coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'sha256', r.sha256, 'size_bytes', r.size_bytes) ORDER BY r.id), '[]')
        INTO recordings FROM recording r WHERE r.case_id = the_case;
    SELECT coalesce(jsonb_agg(jsonb_build_object('id', v.id, 'docx', v.docx_sha256, 'pdf', v.pdf_sha256) ORDER BY v.id), '[]')
        INTO documents FROM protocol_version v WHERE v.case_id = the_case;
    SELECT coalesce(jsonb_agg(jsonb_build_object('return', f.return_id, 'number', f.number, 'sha256', f.sha256)
        ORDER BY f.return_id, f.number), '[]') INTO papers FROM protocol_return_file f WHERE f.case_id = the_case;   -- of 0013
    SELECT array_agg(DISTINCT h ORDER BY h) INTO hashes FROM (
        SELECT r.sha256 AS h FROM recording r WHERE r.case_id = the_case
        UNION SELECT unnest(ARRAY[v.docx_sha256, v.pdf_sha256]) FROM protocol_version v WHERE v.case_id = the_case
        UNION SELECT f.sha256 FROM protocol_return_file f WHERE f.case_id = the_case) AS held;
    SELECT array_agg(DISTINCT p.person_id) INTO persons FROM participant p WHERE p.case_id = the_case;

    INSERT INTO custody (case_id, recording_id, kind, account_id, sha256, size_bytes, intact)
    SELECT the_case, r.id, 'released', present.decided_by, r.sha256, r.size_bytes, coalesce(
        (SELECT c.intact FROM custody c WHERE c.recording_id = r.id ORDER BY c.id DESC LIMIT 1), true)
    FROM recording r WHERE r.case_id = the_case ORDER BY r.id;
    INSERT INTO file_removal (kind, name) SELECT 'derived', r.id::text FROM recording r WHERE r.case_id = the_case;
    UPDATE alarm a SET closed_at = now(), outcome = 'released' WHERE a.case_id = the_case AND a.closed_at IS NULL;

    DELETE FROM procrastinate_jobs q USING job j WHERE j.case_id = the_case AND q.args ->> 'job_id' = j.id::text;
    UPDATE recording SET working_layer = NULL WHERE case_id = the_case;
    DELETE FROM layer_turn WHERE layer_id IN (SELECT l.id FROM machine_layer l WHERE l.case_id = the_case);
    GET DIAGNOSTICS gone = ROW_COUNT;
    counts := counts || jsonb_build_object('layer_turn', gone);
    DELETE FROM revision_times WHERE layer_id IN (SELECT l.id FROM machine_layer l WHERE l.case_id = the_case);  -- of 0010
    DELETE FROM revision WHERE layer_id IN (SELECT l.id FROM machine_layer l WHERE l.case_id = the_case);
    GET DIAGNOSTICS gone = ROW_COUNT;
    counts := counts || jsonb_build_object('revision', gone);
    DELETE FROM protocol_step WHERE version_id IN (SELECT v.id FROM protocol_version v WHERE v.case_id = the_case);
    DELETE FROM case_link_ruling WHERE the_case IN (one, other);            -- of 0015, as some below
    DELETE FROM case_link_disclosure WHERE the_case IN (one, other);
    FOREACH name IN ARRAY ARRAY['control_override', 'control_verdict', 'control_state', 'control_stale', 'register_fact',     -- of 0016
        'finding_ruling', 'finding', 'case_comparison', 'webhook_delivery', 'document_grant', 'protocol_return_ruling', 'protocol_return_file',
        'protocol_return', 'protocol_version', 'protocol_document', 'placement',
        'sitting', 'job', 'machine_layer', 'upload', 'recording', 'procedural_decision', 'interrogation', 'participant',
        'access_grant', 'journal_details']
    LOOP
        EXECUTE format('DELETE FROM hattama.%I WHERE case_id = $1', name) USING the_case;
        GET DIAGNOSTICS gone = ROW_COUNT;
        counts := counts || jsonb_build_object(name, gone);
    END LOOP;
    DELETE FROM person p WHERE p.id = ANY (persons) AND NOT EXISTS (SELECT FROM participant o WHERE o.person_id = p.id);
    GET DIAGNOSTICS gone = ROW_COUNT;
    counts := counts || jsonb_build_object('person', gone);

    PERFORM hold_off_file(h) FROM (SELECT h FROM unnest(hashes) AS h ORDER BY hashtext(h) & 255) AS in_order;
    WITH let_go AS (
        DELETE FROM stored_file s WHERE s.sha256 = ANY (hashes)
            AND NOT EXISTS (SELECT FROM recording r WHERE r.sha256 = s.sha256)
            AND NOT EXISTS (SELECT FROM protocol_version v WHERE v.docx_sha256 = s.sha256)
            AND NOT EXISTS (SELECT FROM protocol_version v WHERE v.pdf_sha256 = s.sha256)
            AND NOT EXISTS (SELECT FROM protocol_return_file f WHERE f.sha256 = s.sha256)
        RETURNING s.sha256)
    INSERT INTO file_removal (kind, name) SELECT 'stored', sha256 FROM let_go ON CONFLICT DO NOTHING;

    UPDATE cases c SET erased_at = now(), articles = '{}' WHERE c.id = the_case;
    UPDATE erasure e SET state = 'erased' WHERE e.id = present.id;
    DELETE FROM erasing WHERE transaction = pg_current_xact_id();
    RETURN jsonb_build_object('recordings', recordings, 'documents', documents, 'returns', papers, 'rows', counts);
END $$;

-- No erasure without its entry in the journal, in the same transaction.
CREATE FUNCTION hattama.refuse_untold_erasure() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = hattama, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM journal_entry j WHERE j.case_id = NEW.case_id AND j.kind = 'details_erased'
        AND j.subject_id = NEW.id::text AND j.account_id = NEW.decided_by)
    THEN
        RAISE EXCEPTION 'the erasure is not in the journal' USING ERRCODE = 'check_violation', CONSTRAINT = 'not_confirmed';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER untold AFTER UPDATE ON hattama.erasure DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.state = 'erased') EXECUTE FUNCTION hattama.refuse_untold_erasure();

REVOKE EXECUTE ON FUNCTION hattama.check_erasable, hattama.refuse_erased, hattama.keep_moments, hattama.set_moment,
    hattama.refuse_other_cases, hattama.refuse_untold_erasure FROM hattama_app;
