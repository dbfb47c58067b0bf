ALTER TABLE hattama.webhook_endpoint ADD COLUMN rests_until timestamptz;  -- it gave no reply; null: it is not known to rest

CREATE OR REPLACE FUNCTION hattama.announce(event text, case_id uuid, subject_kind text, subject_id uuid) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = hattama, pg_temp AS $$
DECLARE announced integer;
BEGIN
    IF NOT (acting_system() OR may_read_case(announce.case_id)) THEN
        RAISE EXCEPTION 'a case out of sight is not announced' USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO webhook_delivery (endpoint_id, event, case_id, subject_kind, subject_id, due_at)
    SELECT e.id, announce.event, c.id, announce.subject_kind, announce.subject_id, greatest(now(), e.rests_until)
    FROM webhook_endpoint e, cases c
    WHERE c.id = announce.case_id AND e.disabled_at IS NULL AND announce.event = ANY (e.events)
        AND (e.unit_id IS NULL OR e.unit_id = c.unit_id);
    GET DIAGNOSTICS announced = ROW_COUNT;
    RETURN announced;
END $$;
