-- The names of a message's files, to be entered behind its text. They are attached before the message is written, in the
-- same transaction, and never change.
CREATE FUNCTION nova_file_words(message uuid) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT coalesce((SELECT string_agg(' ' || name, '' ORDER BY position) FROM files WHERE message_id = message), '')
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION nova_search_enter_sent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO search_entries (message_id, conversation_id, sender_id, seq, sent_at, is_reply, is_in_thread, has_link, terms)
  SELECT id, conversation_id, sender_id, seq, sent_at, reply_to_id IS NOT NULL, thread_root_id IS NOT NULL,
    position('://' IN body) > 0, nova_search_terms(body || nova_file_words(id))
  FROM sent WHERE body IS NOT NULL AND deleted_at IS NULL;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION nova_search_enter_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.deleted_at IS NOT NULL OR NEW.body IS NULL THEN
    DELETE FROM search_entries WHERE message_id = NEW.id;
  ELSE
    INSERT INTO search_entries (message_id, conversation_id, sender_id, seq, sent_at, is_reply, is_in_thread, has_link, terms)
    VALUES (NEW.id, NEW.conversation_id, NEW.sender_id, NEW.seq, NEW.sent_at, NEW.reply_to_id IS NOT NULL,
      NEW.thread_root_id IS NOT NULL, position('://' IN NEW.body) > 0, nova_search_terms(NEW.body || nova_file_words(NEW.id)))
    ON CONFLICT (message_id) DO UPDATE SET terms = excluded.terms, has_link = excluded.has_link;
  END IF;
  RETURN NULL;
END
$$;
--> statement-breakpoint
-- What was sent with files before. A message that is being changed is waited for, and entered as it is then.
UPDATE search_entries SET terms = nova_search_terms(messages.body || nova_file_words(messages.id))
FROM messages
WHERE messages.id = search_entries.message_id AND messages.body IS NOT NULL AND messages.deleted_at IS NULL
  AND messages.id IN (SELECT message_id FROM files WHERE message_id IS NOT NULL);
--> statement-breakpoint
CREATE INDEX "search_entries_sender" ON "search_entries" USING btree ("sender_id","sent_at","message_id");
