CREATE TABLE "thread_places" (
	"user_id" uuid NOT NULL,
	"root_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"following" boolean,
	"read_seq" bigint NOT NULL,
	CONSTRAINT "thread_places_user_id_root_id_pk" PRIMARY KEY("user_id","root_id")
);
--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "also_sent" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "thread_places_person" ON "thread_places" USING btree ("user_id","conversation_id");