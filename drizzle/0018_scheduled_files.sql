ALTER TABLE "scheduled" ADD COLUMN "file_ids" uuid[] DEFAULT '{}' NOT NULL;
--> statement-breakpoint
-- A server of before knows nothing of files, and would send such a message without them: it fails, and leaves it to one that
-- has attached them in the transaction that settles it.
CREATE FUNCTION nova_scheduled_with_files() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM files WHERE id = ANY (OLD.file_ids) AND message_id IS NULL) THEN
    RAISE EXCEPTION 'a scheduled message is sent with its files';
  END IF;
  RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER scheduled_with_files BEFORE UPDATE OF state ON "scheduled" FOR EACH ROW
  WHEN (NEW.state = 'sent' AND cardinality(OLD.file_ids) > 0) EXECUTE FUNCTION nova_scheduled_with_files();
