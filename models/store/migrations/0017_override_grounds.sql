-- What a verdict rests on. What was set aside before this was kept has no ground, so somebody looks at it again.
ALTER TABLE hattama.control_verdict ADD COLUMN ground text NOT NULL DEFAULT '';
ALTER TABLE hattama.control_override ADD COLUMN ground text;

CREATE OR REPLACE FUNCTION hattama.control_counts() RETURNS TABLE (
    region text, unit text, pack text, control text, state text, severity text, verdicts bigint, cases bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = hattama, pg_temp AS $$
    WITH seen AS MATERIALIZED (
        SELECT c.id, c.unit_id FROM cases c
        WHERE c.id IN (SELECT cases_in_sight()) AND may_read(c.id, c.unit_id, c.investigator_id, c.sealed))
    SELECT g.name, u.name, v.pack, v.control, v.state, v.severity, count(*), count(DISTINCT v.case_id)
    FROM seen s JOIN control_verdict v ON v.case_id = s.id JOIN unit u ON u.id = s.unit_id JOIN region g ON g.id = u.region_id
    WHERE v.state IN ('violated', 'unknown') AND NOT EXISTS (
        SELECT FROM control_override o
        WHERE o.case_id = v.case_id AND (o.pack, o.control, o.subject, o.ground) = (v.pack, v.control, v.subject, v.ground))
    GROUP BY g.name, u.name, v.pack, v.control, v.state, v.severity
    ORDER BY g.name, u.name, v.state DESC, count(*) DESC, v.pack, v.control
$$;
