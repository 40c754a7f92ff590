-- A database as the first migration left it, with rows: frozen, never to be changed. migrate-database.pg.test.ts
-- brings it forward and looks for every row again.

CREATE TABLE "accounts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"user_id" uuid NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp (3) with time zone,
	"refresh_token_expires_at" timestamp (3) with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "accounts_provider_account" UNIQUE("provider_id","account_id")
);

CREATE TABLE "audit" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"request_id" text NOT NULL,
	"actor_id" uuid NOT NULL,
	"action" text NOT NULL,
	"conversation_id" uuid,
	"target_id" uuid,
	"verdict" text NOT NULL,
	"reason" text,
	"before_version" integer,
	"after_version" integer,
	"details" jsonb,
	CONSTRAINT "audit_verdict" CHECK (verdict in ('accepted', 'refused'))
);

CREATE TABLE "conversations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"title" text,
	"topic" text DEFAULT '' NOT NULL,
	"direct_key" text,
	"import_source" text,
	"last_seq" bigint DEFAULT 0 NOT NULL,
	"member_count" integer DEFAULT 0 NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "conversations_direct_key" UNIQUE("direct_key"),
	CONSTRAINT "conversations_import_source" UNIQUE("import_source"),
	CONSTRAINT "conversations_kind" CHECK (kind in ('direct', 'group', 'channel'))
);

CREATE TABLE "events" (
	"conversation_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"v" smallint NOT NULL,
	"type" text NOT NULL,
	"actor_id" uuid NOT NULL,
	"message_id" uuid,
	"at" timestamp (3) with time zone NOT NULL,
	"payload" jsonb,
	CONSTRAINT "events_conversation_id_seq_pk" PRIMARY KEY("conversation_id","seq")
);

CREATE TABLE "log" (
	"id" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"epoch" text NOT NULL,
	"fingerprint" text NOT NULL,
	CONSTRAINT "log_one_row" CHECK (id = 1)
);

CREATE TABLE "members" (
	"conversation_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"role" text NOT NULL,
	"notify" text DEFAULT 'all' NOT NULL,
	"joined_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"joined_seq" bigint NOT NULL,
	CONSTRAINT "members_conversation_id_user_id_pk" PRIMARY KEY("conversation_id","user_id"),
	CONSTRAINT "members_role" CHECK (role in ('owner', 'admin', 'member')),
	CONSTRAINT "members_notify" CHECK (notify in ('all', 'mentions', 'nothing'))
);

CREATE TABLE "messages" (
	"id" uuid PRIMARY KEY NOT NULL,
	"conversation_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"sender_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"body" text,
	"version" integer DEFAULT 1 NOT NULL,
	"version_seq" bigint NOT NULL,
	"sent_at" timestamp (3) with time zone NOT NULL,
	"edited_at" timestamp (3) with time zone,
	"deleted_at" timestamp (3) with time zone,
	"deleted_by" uuid,
	"deleted_seq" bigint,
	"reply_to_id" uuid,
	"thread_root_id" uuid,
	"mention_ids" uuid[] DEFAULT '{}' NOT NULL,
	CONSTRAINT "messages_conversation_seq" UNIQUE("conversation_id","seq"),
	CONSTRAINT "messages_sender_client" UNIQUE("sender_id","client_id")
);

CREATE TABLE "outbox" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"conversation_id" uuid NOT NULL,
	"first_seq" bigint NOT NULL,
	"last_seq" bigint NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);

CREATE TABLE "pins" (
	"message_id" uuid PRIMARY KEY NOT NULL,
	"conversation_id" uuid NOT NULL,
	"pinned_by" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);

CREATE TABLE "reactions" (
	"message_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"emoji" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "reactions_message_id_user_id_emoji_pk" PRIMARY KEY("message_id","user_id","emoji")
);

CREATE TABLE "read_positions" (
	"user_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"read_seq" bigint NOT NULL,
	CONSTRAINT "read_positions_user_id_conversation_id_pk" PRIMARY KEY("user_id","conversation_id")
);

CREATE TABLE "revisions" (
	"message_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"body" text,
	"seq" bigint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "revisions_message_id_version_pk" PRIMARY KEY("message_id","version")
);

CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"token" text NOT NULL,
	"user_id" uuid NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sessions_token_unique" UNIQUE("token")
);

CREATE TABLE "users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"handle" text DEFAULT 'user-' || substr(replace(gen_random_uuid()::text, '-', ''), 1, 16) NOT NULL,
	"placeholder" boolean DEFAULT false NOT NULL,
	"import_source" text,
	"import_name" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "users_email_unique" UNIQUE("email"),
	CONSTRAINT "users_handle_unique" UNIQUE("handle")
);

CREATE TABLE "verifications" (
	"id" uuid PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);

ALTER TABLE "accounts" ADD CONSTRAINT "accounts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "members" ADD CONSTRAINT "members_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "members" ADD CONSTRAINT "members_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "pins" ADD CONSTRAINT "pins_message_id_messages_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."messages"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "reactions" ADD CONSTRAINT "reactions_message_id_messages_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."messages"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "read_positions" ADD CONSTRAINT "read_positions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "read_positions" ADD CONSTRAINT "read_positions_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "revisions" ADD CONSTRAINT "revisions_message_id_messages_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."messages"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
CREATE INDEX "accounts_user" ON "accounts" USING btree ("user_id");
CREATE INDEX "audit_conversation" ON "audit" USING btree ("conversation_id","id");
CREATE INDEX "audit_actor" ON "audit" USING btree ("actor_id","id");
CREATE INDEX "conversations_channels" ON "conversations" USING btree ("title") WHERE kind = 'channel';
CREATE INDEX "members_user" ON "members" USING btree ("user_id","conversation_id");
CREATE INDEX "messages_mentions" ON "messages" USING btree ("conversation_id","seq") WHERE mention_ids <> '{}' and deleted_at is null;
CREATE INDEX "messages_thread" ON "messages" USING btree ("thread_root_id","seq") WHERE thread_root_id is not null;
CREATE INDEX "messages_purge" ON "messages" USING btree ("deleted_at") WHERE deleted_at is not null and body is not null;
CREATE INDEX "pins_conversation" ON "pins" USING btree ("conversation_id","at");
CREATE INDEX "sessions_user" ON "sessions" USING btree ("user_id");
CREATE UNIQUE INDEX "users_import" ON "users" USING btree ("import_source","import_name") WHERE import_source is not null;
CREATE INDEX "users_name_prefix" ON "users" USING btree (lower(name) text_pattern_ops) WHERE not placeholder;
CREATE INDEX "users_handle_prefix" ON "users" USING btree ("handle" text_pattern_ops) WHERE not placeholder;
CREATE INDEX "verifications_identifier" ON "verifications" USING btree ("identifier");

-- What drizzle kept of it.
CREATE SCHEMA drizzle;
CREATE TABLE drizzle.__drizzle_migrations (id serial PRIMARY KEY, hash text NOT NULL, created_at bigint);
INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES ('0273dbdcf2b030222500ae2fe2ec47dd92048d871a4bfd2d1f20a42b0c88b608', 1795465468826);

-- Two people, one group: a message edited once, a deleted one, a reaction, a pin.
INSERT INTO users (id, name, email, handle) VALUES ('01a20a00-0000-7000-8000-000000000001', 'Ann', 'ann@nova.test', 'ann'), ('01a20a00-0000-7000-8000-000000000002', 'Bob', 'bob@nova.test', 'bob');
INSERT INTO sessions (id, token, user_id, expires_at) VALUES ('01a20a00-0000-7000-8000-000000000003', 'token-of-ann', '01a20a00-0000-7000-8000-000000000001', '2099-01-01Z');
INSERT INTO accounts (id, account_id, provider_id, user_id, password) VALUES ('01a20a00-0000-7000-8000-000000000004', '01a20a00-0000-7000-8000-000000000001', 'credential', '01a20a00-0000-7000-8000-000000000001', '$argon2id$');
INSERT INTO conversations (id, kind, title, last_seq, member_count, created_by) VALUES ('01a20a00-0000-7000-8000-000000000005', 'group', 'Old group', 9, 2, '01a20a00-0000-7000-8000-000000000001');
INSERT INTO members (conversation_id, user_id, role, joined_seq) VALUES ('01a20a00-0000-7000-8000-000000000005', '01a20a00-0000-7000-8000-000000000001', 'owner', 2), ('01a20a00-0000-7000-8000-000000000005', '01a20a00-0000-7000-8000-000000000002', 'member', 3);
INSERT INTO read_positions (user_id, conversation_id, read_seq) VALUES ('01a20a00-0000-7000-8000-000000000002', '01a20a00-0000-7000-8000-000000000005', 4);
INSERT INTO messages (id, conversation_id, seq, sender_id, client_id, body, version, version_seq, sent_at, edited_at) VALUES
  ('01a20a00-0000-7000-8000-000000000006', '01a20a00-0000-7000-8000-000000000005', 4, '01a20a00-0000-7000-8000-000000000001', '01a20a00-0000-7000-8000-000000000016', 'second text', 2, 6, '2026-01-01 10:00:00.004Z', '2026-01-01 10:00:00.006Z');
INSERT INTO messages (id, conversation_id, seq, sender_id, client_id, body, version_seq, sent_at, deleted_at, deleted_by, deleted_seq) VALUES
  ('01a20a00-0000-7000-8000-000000000007', '01a20a00-0000-7000-8000-000000000005', 5, '01a20a00-0000-7000-8000-000000000002', '01a20a00-0000-7000-8000-000000000017', 'taken back', 5, '2026-01-01 10:00:00.005Z', '2026-01-01 10:00:00.009Z', '01a20a00-0000-7000-8000-000000000002', 9);
INSERT INTO revisions (message_id, version, body, seq, at) VALUES ('01a20a00-0000-7000-8000-000000000006', 1, 'first text', 4, '2026-01-01 10:00:00.004Z');
INSERT INTO reactions (message_id, user_id, emoji, at) VALUES ('01a20a00-0000-7000-8000-000000000006', '01a20a00-0000-7000-8000-000000000002', '👍', '2026-01-01 10:00:00.007Z');
INSERT INTO pins (message_id, conversation_id, pinned_by, at) VALUES ('01a20a00-0000-7000-8000-000000000006', '01a20a00-0000-7000-8000-000000000005', '01a20a00-0000-7000-8000-000000000001', '2026-01-01 10:00:00.008Z');
INSERT INTO events (conversation_id, seq, v, type, actor_id, message_id, at, payload) VALUES
  ('01a20a00-0000-7000-8000-000000000005', 1, 1, 'conversation.updated', '01a20a00-0000-7000-8000-000000000001', NULL, '2026-01-01 10:00:00.001Z', '{"title": "Old group", "topic": ""}'),
  ('01a20a00-0000-7000-8000-000000000005', 2, 1, 'member.added', '01a20a00-0000-7000-8000-000000000001', NULL, '2026-01-01 10:00:00.002Z', '{"userId": "01a20a00-0000-7000-8000-000000000001", "role": "owner"}'),
  ('01a20a00-0000-7000-8000-000000000005', 3, 1, 'member.added', '01a20a00-0000-7000-8000-000000000001', NULL, '2026-01-01 10:00:00.003Z', '{"userId": "01a20a00-0000-7000-8000-000000000002", "role": "member"}'),
  ('01a20a00-0000-7000-8000-000000000005', 4, 1, 'message.created', '01a20a00-0000-7000-8000-000000000001', '01a20a00-0000-7000-8000-000000000006', '2026-01-01 10:00:00.004Z', NULL),
  ('01a20a00-0000-7000-8000-000000000005', 5, 1, 'message.created', '01a20a00-0000-7000-8000-000000000002', '01a20a00-0000-7000-8000-000000000007', '2026-01-01 10:00:00.005Z', NULL),
  ('01a20a00-0000-7000-8000-000000000005', 6, 1, 'message.edited', '01a20a00-0000-7000-8000-000000000001', '01a20a00-0000-7000-8000-000000000006', '2026-01-01 10:00:00.006Z', '{"version": 2}'),
  ('01a20a00-0000-7000-8000-000000000005', 7, 1, 'reaction.changed', '01a20a00-0000-7000-8000-000000000002', '01a20a00-0000-7000-8000-000000000006', '2026-01-01 10:00:00.007Z', '{"emoji": "👍", "on": true}'),
  ('01a20a00-0000-7000-8000-000000000005', 8, 1, 'pin.changed', '01a20a00-0000-7000-8000-000000000001', '01a20a00-0000-7000-8000-000000000006', '2026-01-01 10:00:00.008Z', '{"on": true}'),
  ('01a20a00-0000-7000-8000-000000000005', 9, 1, 'message.deleted', '01a20a00-0000-7000-8000-000000000002', '01a20a00-0000-7000-8000-000000000007', '2026-01-01 10:00:00.009Z', '{"erases": [5]}');
INSERT INTO outbox (conversation_id, first_seq, last_seq) VALUES ('01a20a00-0000-7000-8000-000000000005', 9, 9);
INSERT INTO audit (request_id, actor_id, action, conversation_id, target_id, verdict) VALUES ('r-1', '01a20a00-0000-7000-8000-000000000002', 'message.delete', '01a20a00-0000-7000-8000-000000000005', '01a20a00-0000-7000-8000-000000000007', 'accepted');
INSERT INTO log (epoch, fingerprint) VALUES ('oldepoch', 'of another database');
