-- The seals of the audit trail are append-only: the database itself refuses to change, remove or empty them.
-- Grain: one trigger a way of changing. Statements are parted by an empty line.

CREATE TRIGGER office_auditseal_keeps BEFORE UPDATE OR DELETE ON office_auditseal
FOR EACH ROW EXECUTE FUNCTION office_audit_is_append_only()

CREATE TRIGGER office_auditseal_stays BEFORE TRUNCATE ON office_auditseal
FOR EACH STATEMENT EXECUTE FUNCTION office_audit_is_append_only()
