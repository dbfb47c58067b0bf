-- Access may be taken in an emergency by an investigator of any unit; the head of the case's unit can end it.

CREATE FUNCTION hattama.may_revoke(case_id uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = hattama, pg_temp AS $$
    SELECT acting_system() OR EXISTS (
        SELECT FROM account a, cases c
        WHERE a.id = acting_account() AND a.disabled_at IS NULL AND a.role = 'head' AND c.id = may_revoke.case_id
            AND c.unit_id = a.unit_id AND NOT c.sealed)
$$;

ALTER POLICY revoking ON hattama.access_grant USING (hattama.may_revoke(case_id));
