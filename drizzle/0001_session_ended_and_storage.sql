-- Whoever ends a session (sign-out, expiry, an operator) ends its sockets: every node listens on this channel.
CREATE FUNCTION announce_session_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('session_ended', OLD.id::text);
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER session_ended AFTER DELETE ON "sessions" FOR EACH ROW EXECUTE FUNCTION announce_session_end();
--> statement-breakpoint
-- last_seq changes with every batch of events: half-empty pages let the new row version stay on its page, out of all indexes.
ALTER TABLE "conversations" SET (fillfactor = 50);
--> statement-breakpoint
-- Rows live for milliseconds: without early vacuums the sweeper would wade through dead ones.
ALTER TABLE "outbox" SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_insert_scale_factor = 0);
