CREATE TABLE "drafts" (
	"user_id" uuid NOT NULL,
	"place_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"thread_root_id" uuid,
	"reply_to_id" uuid,
	"body" text NOT NULL,
	"version" integer NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "drafts_user_id_place_id_pk" PRIMARY KEY("user_id","place_id")
);
--> statement-breakpoint
CREATE TABLE "forwards" (
	"message_id" uuid NOT NULL,
	"original_id" uuid NOT NULL,
	"version" integer NOT NULL,
	CONSTRAINT "forwards_message_id_pk" PRIMARY KEY("message_id")
);
--> statement-breakpoint
CREATE TABLE "scheduled" (
	"user_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"thread_root_id" uuid,
	"reply_to_id" uuid,
	"also_send" boolean NOT NULL,
	"body" text NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"refusal" text,
	"claimed_until" timestamp (3) with time zone,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "scheduled_user_id_client_id_pk" PRIMARY KEY("user_id","client_id"),
	CONSTRAINT "scheduled_state" CHECK (state in ('waiting', 'refused', 'sent', 'cancelled'))
);
--> statement-breakpoint
CREATE INDEX "drafts_cleared" ON "drafts" USING btree ("updated_at") WHERE body = '' and reply_to_id is null;--> statement-breakpoint
CREATE INDEX "forwards_original" ON "forwards" USING btree ("original_id");--> statement-breakpoint
CREATE INDEX "scheduled_due" ON "scheduled" USING btree ("due_at") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "scheduled_over" ON "scheduled" USING btree ("updated_at") WHERE state in ('sent', 'cancelled');