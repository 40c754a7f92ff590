CREATE TABLE "link_pages" (
	"id" uuid PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"is_current" boolean DEFAULT true NOT NULL,
	"state" text DEFAULT 'asked' NOT NULL,
	"until" timestamp (3) with time zone NOT NULL,
	"host" text DEFAULT '' NOT NULL,
	"site" text,
	"title" text,
	"description" text,
	"picture_size" integer,
	"width" integer,
	"height" integer,
	"placeholder" text
);
--> statement-breakpoint
CREATE TABLE "message_previews" (
	"message_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"position" smallint NOT NULL,
	"url" text NOT NULL,
	"page_id" uuid NOT NULL,
	CONSTRAINT "message_previews_message_id_seq_position_pk" PRIMARY KEY("message_id","seq","position")
);
--> statement-breakpoint
CREATE TABLE "preview_tasks" (
	"message_id" uuid PRIMARY KEY NOT NULL,
	"conversation_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"due_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "preview_seq" bigint;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "previews_hidden" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "link_pages_current" ON "link_pages" USING btree ("key") WHERE is_current;--> statement-breakpoint
CREATE INDEX "link_pages_until" ON "link_pages" USING btree ("until");--> statement-breakpoint
CREATE INDEX "message_previews_page" ON "message_previews" USING btree ("page_id");--> statement-breakpoint
CREATE INDEX "preview_tasks_due" ON "preview_tasks" USING btree ("due_at");