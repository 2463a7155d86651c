"""The database itself refuses to change an entry of the audit log."""

from django.db import migrations

SQLITE = """
CREATE TRIGGER engine_audit_append_only BEFORE UPDATE ON course_engine_auditentry
BEGIN SELECT RAISE(ABORT, 'The audit log is append-only.'); END
"""
POSTGRESQL = """
CREATE FUNCTION engine_audit_refuse() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'The audit log is append-only.'; END
$$ LANGUAGE plpgsql;
CREATE TRIGGER engine_audit_append_only BEFORE UPDATE ON course_engine_auditentry
FOR EACH ROW EXECUTE FUNCTION engine_audit_refuse();
"""


def add(apps, schema_editor):
    schema_editor.execute(SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL)


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER engine_audit_append_only")
    else:
        schema_editor.execute("DROP TRIGGER engine_audit_append_only ON course_engine_auditentry")
        schema_editor.execute("DROP FUNCTION engine_audit_refuse()")


class Migration(migrations.Migration):
    dependencies = [("course_engine", "0001_initial")]
    operations = [migrations.RunPython(add, remove)]
