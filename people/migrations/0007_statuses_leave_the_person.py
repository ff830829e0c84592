import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('people', '0006_what_is_known_moves_over')]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='person',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='person',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='person',
            name='delete_delete',
        ),
        migrations.RemoveField(
            model_name='person',
            name='care_status',
        ),
        migrations.RemoveField(
            model_name='person',
            name='estimated_birth_year',
        ),
        migrations.RemoveField(
            model_name='person',
            name='legal_status',
        ),
        migrations.RemoveField(
            model_name='personevent',
            name='care_status',
        ),
        migrations.RemoveField(
            model_name='personevent',
            name='estimated_birth_year',
        ),
        migrations.RemoveField(
            model_name='personevent',
            name='legal_status',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='person',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_personevent" ("added_by_id", "communication_needs", "created_at", "date_of_birth", "estimated_age", "estimated_on", "ethnicity", "family_contact", "family_name", "first_language", "gender", "given_name", "home_address", "home_postcode", "id", "known_as", "merged_into_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "responsible_authority_id", "restricted", "version") VALUES (NEW."added_by_id", NEW."communication_needs", NEW."created_at", NEW."date_of_birth", NEW."estimated_age", NEW."estimated_on", NEW."ethnicity", NEW."family_contact", NEW."family_name", NEW."first_language", NEW."gender", NEW."given_name", NEW."home_address", NEW."home_postcode", NEW."id", NEW."known_as", NEW."merged_into_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reference", NEW."responsible_authority_id", NEW."restricted", NEW."version"); RETURN NULL;', hash='673d80083c8577737f5b56755a3a7b6b19665f26', operation='INSERT', pgid='pgtrigger_insert_insert_65688', table='people_person', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='person',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "people_personevent" ("added_by_id", "communication_needs", "created_at", "date_of_birth", "estimated_age", "estimated_on", "ethnicity", "family_contact", "family_name", "first_language", "gender", "given_name", "home_address", "home_postcode", "id", "known_as", "merged_into_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "responsible_authority_id", "restricted", "version") VALUES (NEW."added_by_id", NEW."communication_needs", NEW."created_at", NEW."date_of_birth", NEW."estimated_age", NEW."estimated_on", NEW."ethnicity", NEW."family_contact", NEW."family_name", NEW."first_language", NEW."gender", NEW."given_name", NEW."home_address", NEW."home_postcode", NEW."id", NEW."known_as", NEW."merged_into_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reference", NEW."responsible_authority_id", NEW."restricted", NEW."version"); RETURN NULL;', hash='d47ecbaaba3894511fd51349eccac14fa9375719', operation='UPDATE', pgid='pgtrigger_update_update_de829', table='people_person', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='person',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_personevent" ("added_by_id", "communication_needs", "created_at", "date_of_birth", "estimated_age", "estimated_on", "ethnicity", "family_contact", "family_name", "first_language", "gender", "given_name", "home_address", "home_postcode", "id", "known_as", "merged_into_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "responsible_authority_id", "restricted", "version") VALUES (OLD."added_by_id", OLD."communication_needs", OLD."created_at", OLD."date_of_birth", OLD."estimated_age", OLD."estimated_on", OLD."ethnicity", OLD."family_contact", OLD."family_name", OLD."first_language", OLD."gender", OLD."given_name", OLD."home_address", OLD."home_postcode", OLD."id", OLD."known_as", OLD."merged_into_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reference", OLD."responsible_authority_id", OLD."restricted", OLD."version"); RETURN NULL;', hash='491aa285562aed3a3fa8d01d7c66446f0e643c71', operation='DELETE', pgid='pgtrigger_delete_delete_2ca2d', table='people_person', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('estimated_age__isnull', True), ('estimated_on__isnull', True)), models.Q(('date_of_birth__isnull', True), ('estimated_age__isnull', False), ('estimated_age__lte', 130), ('estimated_on__isnull', False)), _connector='OR'), name='estimate_has_its_day_and_no_birthday'),
        ),
    ]
