CREATE TABLE "files" (
	"id" uuid PRIMARY KEY NOT NULL,
	"uploader_id" uuid NOT NULL,
	"message_id" uuid,
	"position" smallint DEFAULT 0 NOT NULL,
	"name" text NOT NULL,
	"alt" text,
	"type" text DEFAULT '' NOT NULL,
	"size" bigint DEFAULT 0 NOT NULL,
	"width" integer,
	"height" integer,
	"placeholder" text,
	"preview_size" integer,
	"store_key" text NOT NULL,
	"stale_keys" text[] DEFAULT '{}' NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"ready_at" timestamp (3) with time zone,
	"doomed_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE INDEX "files_message" ON "files" USING btree ("message_id","position") WHERE message_id is not null;--> statement-breakpoint
CREATE INDEX "files_uploader" ON "files" USING btree ("uploader_id","size");--> statement-breakpoint
CREATE INDEX "files_loose" ON "files" USING btree ("created_at") WHERE message_id is null and doomed_at is null;--> statement-breakpoint
CREATE INDEX "files_doomed" ON "files" USING btree ("doomed_at") WHERE doomed_at is not null;