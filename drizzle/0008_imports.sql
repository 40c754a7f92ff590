CREATE TABLE "import_people" (
	"source" text NOT NULL,
	"key" text NOT NULL,
	"user_id" uuid NOT NULL,
	CONSTRAINT "import_people_source_key_pk" PRIMARY KEY("source","key")
);
--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "claim_email" text;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "claimed_by" uuid;--> statement-breakpoint
ALTER TABLE "import_people" ADD CONSTRAINT "import_people_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "import_people_user" ON "import_people" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "users_claim_email" ON "users" USING btree ("claim_email") WHERE claim_email is not null and claimed_by is null;--> statement-breakpoint
CREATE INDEX "users_claimed_by" ON "users" USING btree ("claimed_by") WHERE claimed_by is not null;