ALTER TABLE "users" ADD COLUMN "status" jsonb;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "status_until" timestamp (3) with time zone;