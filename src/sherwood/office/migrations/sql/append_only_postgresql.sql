-- The audit trail is append-only: the database itself refuses to change, remove or empty what was written.
-- Grain: one trigger a table and way of changing. Statements are parted by an empty line.

CREATE FUNCTION office_audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the audit trail is append-only'; END;
$$

CREATE TRIGGER office_auditevent_keeps BEFORE UPDATE OR DELETE ON office_auditevent
FOR EACH ROW EXECUTE FUNCTION office_audit_is_append_only()

CREATE TRIGGER office_auditevent_stays BEFORE TRUNCATE ON office_auditevent
FOR EACH STATEMENT EXECUTE FUNCTION office_audit_is_append_only()

CREATE TRIGGER office_auditchild_keeps BEFORE UPDATE OR DELETE ON office_auditchild
FOR EACH ROW EXECUTE FUNCTION office_audit_is_append_only()

CREATE TRIGGER office_auditchild_stays BEFORE TRUNCATE ON office_auditchild
FOR EACH STATEMENT EXECUTE FUNCTION office_audit_is_append_only()
