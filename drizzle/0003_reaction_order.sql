ALTER TABLE "reactions" ADD COLUMN "seq" bigint;--> statement-breakpoint
ALTER TABLE "reactions" ADD COLUMN "emoji_seq" bigint;