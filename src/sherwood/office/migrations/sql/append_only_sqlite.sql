-- The audit trail is append-only: the database itself refuses to change, remove or replace what was written.
-- Grain: one trigger a table and way of changing. Statements are parted by an empty line.

CREATE TRIGGER office_auditevent_keeps BEFORE UPDATE ON office_auditevent
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only: events cannot be changed'); END

CREATE TRIGGER office_auditevent_stays BEFORE DELETE ON office_auditevent
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only: events cannot be removed'); END

CREATE TRIGGER office_auditevent_once BEFORE INSERT ON office_auditevent
WHEN EXISTS (SELECT 1 FROM office_auditevent WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only: events cannot be replaced'); END

CREATE TRIGGER office_auditchild_keeps BEFORE UPDATE ON office_auditchild
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only: records shown cannot be changed'); END

CREATE TRIGGER office_auditchild_stays BEFORE DELETE ON office_auditchild
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only: records shown cannot be removed'); END

CREATE TRIGGER office_auditchild_once BEFORE INSERT ON office_auditchild
WHEN EXISTS (SELECT 1 FROM office_auditchild WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only: records shown cannot be replaced'); END
