-- The seals of the audit trail are append-only: the database itself refuses to change, remove or replace one.
-- Grain: one trigger a way of changing. Statements are parted by an empty line.

CREATE TRIGGER office_auditseal_keeps BEFORE UPDATE ON office_auditseal
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only: seals cannot be changed'); END

CREATE TRIGGER office_auditseal_stays BEFORE DELETE ON office_auditseal
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only: seals cannot be removed'); END

CREATE TRIGGER office_auditseal_once BEFORE INSERT ON office_auditseal
WHEN EXISTS (SELECT 1 FROM office_auditseal WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only: seals cannot be replaced'); END
