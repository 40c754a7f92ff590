CREATE TABLE "saved_messages" (
	"user_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"saved_at" timestamp (3) with time zone NOT NULL,
	"done_at" timestamp (3) with time zone,
	"remind_at" timestamp (3) with time zone,
	"due_at" timestamp (3) with time zone,
	"told_at" timestamp (3) with time zone,
	CONSTRAINT "saved_messages_user_id_message_id_pk" PRIMARY KEY("user_id","message_id")
);
--> statement-breakpoint
CREATE INDEX "saved_messages_todo" ON "saved_messages" USING btree ("user_id","saved_at") WHERE done_at is null;--> statement-breakpoint
CREATE INDEX "saved_messages_done" ON "saved_messages" USING btree ("user_id","done_at","message_id") WHERE done_at is not null;--> statement-breakpoint
CREATE INDEX "saved_messages_message" ON "saved_messages" USING btree ("message_id");--> statement-breakpoint
CREATE INDEX "saved_messages_remind" ON "saved_messages" USING btree ("remind_at") WHERE remind_at is not null;--> statement-breakpoint
CREATE INDEX "saved_messages_untold" ON "saved_messages" USING btree ("due_at") WHERE due_at is not null and told_at is null;