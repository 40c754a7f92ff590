CREATE TABLE "mail" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"digest" text DEFAULT 'daily' NOT NULL,
	"language" text,
	"time_zone" text,
	"look_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_at" timestamp (3) with time zone,
	"covered_until" timestamp (3) with time zone,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"refused_email" text,
	CONSTRAINT "mail_digest" CHECK (digest in ('off', 'daily', 'weekly'))
);
--> statement-breakpoint
ALTER TABLE "read_positions" ADD COLUMN "read_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "thread_places" ADD COLUMN "read_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "mail" ADD CONSTRAINT "mail_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "mail_look" ON "mail" USING btree ("look_at") WHERE digest <> 'off';