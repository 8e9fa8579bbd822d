"""Subscriptions and their letters; endpoints, their secrets, events, calls and attempts."""

import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('quotes', '0073_begin_with_what_is_public'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Endpoint',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=100)),
                ('url', models.CharField(help_text='An https:// address.', max_length=2000, verbose_name='address')),
                ('query', models.CharField(blank=True, help_text="Only quotes that match: a search as its page's address has it, such as speaker=ada-quill&kind=direct. Empty for every quote.", max_length=2000, verbose_name='search')),
                ('is_active', models.BooleanField(default=True, help_text='Nothing is kept for it while it is switched off.', verbose_name='active')),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('since', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, help_text='It is told of what happens from then on.')),
                ('paused_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('paused_because', models.CharField(blank=True, editable=False, max_length=300)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'permissions': [('operate_endpoint', 'Can ping, resume and resend, and rotate secrets')],
            },
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('type', models.CharField(choices=[('quote.published', 'Published'), ('quote.corrected', 'Corrected'), ('quote.updated', 'Updated'), ('quote.withdrawn', 'Withdrawn'), ('quote.retracted', 'Retracted'), ('ping', 'Ping')], max_length=20)),
                ('revision', models.PositiveIntegerField(null=True)),
                ('at', models.DateTimeField()),
                ('change', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quotes.publicchange')),
                ('quote', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quotes.quote')),
            ],
            options={
                'default_permissions': ('view',),
            },
        ),
        migrations.CreateModel(
            name='Call',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('first_try_at', models.DateTimeField(null=True)),
                ('next_try_at', models.DateTimeField(null=True)),
                ('done_at', models.DateTimeField(null=True, verbose_name='arrived')),
                ('quote', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quotes.quote')),
                ('endpoint', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='calls', to='alerts.endpoint')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='alerts.event')),
            ],
            options={
                'default_permissions': ('view',),
            },
        ),
        migrations.CreateModel(
            name='Knock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sender', models.CharField(max_length=64)),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'default_permissions': (),
                'indexes': [models.Index(fields=['sender', 'at'], name='knock_by_sender')],
            },
        ),
        migrations.CreateModel(
            name='Secret',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sealed', models.BinaryField()),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('ends_at', models.DateTimeField(help_text='Until then it signs beside the next one.', null=True)),
                ('endpoint', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='secrets', to='alerts.endpoint')),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Subscription',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('email', models.CharField(blank=True, max_length=254, verbose_name='e-mail address')),
                ('address_hash', models.CharField(max_length=64)),
                ('query', models.CharField(blank=True, help_text="A search, as its page's address has it.", max_length=2000)),
                ('title', models.CharField(blank=True, help_text='Of an office.', max_length=200)),
                ('organisation', models.CharField(blank=True, help_text="Where that office is: the organisation's slug.", max_length=200)),
                ('frequency', models.CharField(choices=[('at once', 'At once'), ('daily', 'Once a day'), ('weekly', 'Once a week')], max_length=10)),
                ('asked_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('stopped_at', models.DateTimeField(null=True)),
                ('paused_because', models.CharField(blank=True, choices=[('leads nowhere', 'What is followed leads nowhere any more'), ('refused', 'Mail to the address does not arrive')], max_length=20)),
                ('since', models.BigIntegerField(default=0, help_text='The last public change before it began.')),
                ('read_to', models.BigIntegerField(default=0, help_text='The last public change looked at.')),
                ('next_at', models.DateTimeField(null=True)),
            ],
            options={
                'default_permissions': ('view',),
                'indexes': [models.Index(condition=models.Q(('next_at__isnull', False), ('paused_because', '')), fields=['next_at', 'id'], name='subscription_that_is_due'), models.Index(condition=models.Q(('confirmed_at', None), ('stopped_at', None)), fields=['asked_at'], name='subscription_unconfirmed')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('stopped_at', None)), fields=('address_hash', 'query', 'title', 'organisation'), name='followed_once_per_address'), models.CheckConstraint(condition=models.Q(('stopped_at', None), models.Q(('email', ''), ('next_at', None), ('organisation', ''), ('query', ''), ('title', '')), _connector='OR'), name='stopped_subscription_is_forgotten'), models.CheckConstraint(condition=models.Q(models.Q(('organisation', ''), ('title', '')), models.Q(('query', ''), models.Q(('organisation', ''), _negated=True)), _connector='OR'), name='subscription_is_of_a_search_or_an_office'), models.CheckConstraint(condition=models.Q(('next_at', None), ('confirmed_at__isnull', False), _connector='OR'), name='nothing_is_due_before_it_is_confirmed')],
            },
        ),
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('confirm', 'Asks to confirm'), ('known', 'Says that this is followed already'), ('quotes', 'Brings quotes'), ('nowhere', 'Says that it leads nowhere'), ('endpoint', 'Says that an endpoint is paused')], max_length=10)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('next_try_at', models.DateTimeField(help_text='Empty once it is sent or given up.', null=True)),
                ('sent_at', models.DateTimeField(null=True)),
                ('error', models.CharField(blank=True, max_length=300)),
                ('endpoint', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='letters', to='alerts.endpoint')),
                ('subscription', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='letters', to='alerts.subscription')),
            ],
            options={
                'default_permissions': ('view',),
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('quote', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quotes.quote')),
                ('letter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='alerts.letter')),
                ('subscription', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='alerts.subscription')),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('milliseconds', models.PositiveIntegerField()),
                ('status', models.PositiveSmallIntegerField(help_text='Empty where none came.', null=True)),
                ('answer', models.CharField(blank=True, help_text='Its first 500 characters.', max_length=500)),
                ('error', models.CharField(blank=True, max_length=300)),
                ('next_try_at', models.DateTimeField(null=True)),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attempts', to='alerts.call')),
            ],
            options={
                'default_permissions': ('view',),
                'indexes': [models.Index(fields=['call', '-id'], name='attempt_by_call')],
            },
        ),
        migrations.AddConstraint(
            model_name='endpoint',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('paused_at', None), ('paused_because', '')), models.Q(('paused_at__isnull', False), models.Q(('paused_because', ''), _negated=True)), _connector='OR'), name='paused_endpoint_says_why'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('change', None), ('quote', None), ('type', 'ping')), models.Q(models.Q(('type', 'ping'), _negated=True), ('change__isnull', False), ('quote__isnull', False)), _connector='OR'), name='event_is_of_a_change_or_a_ping'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='event',
            trigger=pgtrigger.compiler.Trigger(name='event_is_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a00e84d97fb0865b3b638c1881169b1e25d0e92c', operation='UPDATE OR DELETE', pgid='pgtrigger_event_is_kept_30540', table='alerts_event', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='call',
            index=models.Index(condition=models.Q(('done_at', None)), fields=['next_try_at', 'event'], name='call_that_waits'),
        ),
        migrations.AddIndex(
            model_name='call',
            index=models.Index(fields=['endpoint', 'quote', 'event'], name='call_by_quote'),
        ),
        migrations.AddIndex(
            model_name='call',
            index=models.Index(fields=['done_at'], name='call_by_arrival'),
        ),
        migrations.AddConstraint(
            model_name='call',
            constraint=models.UniqueConstraint(fields=('endpoint', 'event'), name='event_once_per_endpoint'),
        ),
        migrations.AddConstraint(
            model_name='call',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('done_at__isnull', False), ('next_try_at', None)), models.Q(('done_at', None), ('next_try_at__isnull', False)), _connector='OR'), name='call_waits_or_has_arrived'),
        ),
        migrations.AddConstraint(
            model_name='secret',
            constraint=models.UniqueConstraint(condition=models.Q(('ends_at', None)), fields=('endpoint',), name='one_lasting_secret'),
        ),
        migrations.AddIndex(
            model_name='letter',
            index=models.Index(condition=models.Q(('next_try_at__isnull', False)), fields=['next_try_at', 'id'], name='letter_that_is_due'),
        ),
        migrations.AddIndex(
            model_name='letter',
            index=models.Index(fields=['made_at'], name='letter_by_time'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('endpoint__isnull', False), ('kind', 'endpoint'), ('subscription', None)), models.Q(models.Q(('kind', 'endpoint'), _negated=True), ('endpoint', None), ('subscription__isnull', False)), _connector='OR'), name='letter_has_one_addressee'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(('sent_at', None), ('next_try_at', None), _connector='OR'), name='letter_is_not_sent_again'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.UniqueConstraint(fields=('subscription', 'quote'), name='quote_is_told_once'),
        ),
    ]
