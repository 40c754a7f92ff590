CREATE TABLE "notifications" (
	"user_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"decided_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "notifications_user_id_conversation_id_seq_pk" PRIMARY KEY("user_id","conversation_id","seq")
);
--> statement-breakpoint
CREATE TABLE "notify_devices" (
	"session_id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"endpoint" text,
	"p256dh" text,
	"auth" text,
	"language" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notify_people" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"scope" text DEFAULT 'all' NOT NULL,
	"keywords" text[] DEFAULT '{}' NOT NULL,
	"quiet" jsonb,
	"dnd_until" timestamp (3) with time zone,
	"active_until" timestamp (3) with time zone,
	CONSTRAINT "notify_people_scope" CHECK (scope in ('all', 'direct', 'nothing'))
);
--> statement-breakpoint
CREATE TABLE "notify_queue" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"conversation_id" uuid NOT NULL,
	"first_seq" bigint NOT NULL,
	"last_seq" bigint NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pushes" (
	"session_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"due_at" timestamp (3) with time zone,
	"claimed_until" timestamp (3) with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"shown_seq" bigint,
	CONSTRAINT "pushes_session_id_conversation_id_pk" PRIMARY KEY("session_id","conversation_id")
);
--> statement-breakpoint
ALTER TABLE "notify_devices" ADD CONSTRAINT "notify_devices_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pushes" ADD CONSTRAINT "pushes_session_id_notify_devices_session_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."notify_devices"("session_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "notifications_decided" ON "notifications" USING btree ("decided_at");--> statement-breakpoint
CREATE INDEX "notify_devices_user" ON "notify_devices" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "notify_devices_endpoint" ON "notify_devices" USING btree ("endpoint") WHERE endpoint is not null;--> statement-breakpoint
CREATE INDEX "pushes_due" ON "pushes" USING btree ("due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "pushes_shown" ON "pushes" USING btree ("conversation_id") WHERE shown_seq is not null;