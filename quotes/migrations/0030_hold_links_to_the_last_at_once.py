"""The last link is asked for once for all links of a statement, which makes sealing five times as fast."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("quotes", "0029_name_the_tables_of_a_seal"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="link",
            name="link_follows_the_last",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="link",
            trigger=pgtrigger.compiler.Trigger(
                name="links_follow_the_last",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF EXISTS (\n        SELECT 1\n        FROM (SELECT min(number) AS low, max(number) AS high, count(*) AS many FROM fresh) f\n        WHERE f.high <> f.low + f.many - 1\n        OR f.high <> (SELECT max(number) FROM quotes_link)\n        OR f.low <> 1 + COALESCE((SELECT max(number) FROM quotes_link WHERE number < f.low), 0))\n    THEN\n        RAISE EXCEPTION 'a link follows the last one' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n",
                    hash="0d6fe048a1fd53043ed27391382d63f94250c9c7",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_links_follow_the_last_e011c",
                    referencing="REFERENCING NEW TABLE AS fresh ",
                    table="quotes_link",
                    when="AFTER",
                ),
            ),
        ),
    ]
