-- What a message forwards, as its readers see it, to be entered behind its own text: what it said then, and the names of its
-- files. The original is locked against being deleted until the commit; once it is deleted, nothing of it is entered.
CREATE FUNCTION nova_forward_words(message uuid) RETURNS text LANGUAGE plpgsql VOLATILE STRICT AS $$
DECLARE
  original uuid;
  forwarded integer;
  said text;
BEGIN
  SELECT original_id, version INTO original, forwarded FROM forwards WHERE message_id = message;
  IF original IS NULL THEN RETURN ''; END IF;
  SELECT body INTO said FROM messages WHERE id = original AND deleted_at IS NULL FOR SHARE;
  IF said IS NULL THEN RETURN ''; END IF;
  RETURN ' ' || coalesce((SELECT body FROM revisions WHERE message_id = original AND version = forwarded), said)
    || nova_file_words(original);
END
$$;
--> statement-breakpoint
-- Messages that forward nothing cost one look into an index together.
CREATE OR REPLACE FUNCTION nova_search_enter_sent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO search_entries (message_id, conversation_id, sender_id, seq, sent_at, is_reply, is_in_thread, has_link, terms)
  SELECT id, conversation_id, sender_id, seq, sent_at, reply_to_id IS NOT NULL, thread_root_id IS NOT NULL,
    position('://' IN body) > 0, nova_search_terms(body || nova_file_words(id))
  FROM sent WHERE body IS NOT NULL AND deleted_at IS NULL;
  IF EXISTS (SELECT FROM forwards WHERE message_id = ANY (ARRAY(SELECT id FROM sent))) THEN
    UPDATE search_entries SET terms = nova_search_terms(sent.body || nova_file_words(sent.id) || nova_forward_words(sent.id))
    FROM sent JOIN forwards ON forwards.message_id = sent.id
    WHERE search_entries.message_id = sent.id;
  END IF;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION nova_search_enter_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.deleted_at IS NOT NULL OR NEW.body IS NULL THEN
    DELETE FROM search_entries WHERE message_id = NEW.id;
    -- What forwards it is found by its own words alone from here on, wherever that is.
    IF OLD.deleted_at IS NULL THEN
      UPDATE search_entries SET terms = nova_search_terms(forward.body || nova_file_words(forward.id))
      FROM forwards JOIN messages forward ON forward.id = forwards.message_id
      WHERE forwards.original_id = NEW.id AND search_entries.message_id = forward.id
        AND forward.body IS NOT NULL AND forward.deleted_at IS NULL;
    END IF;
  ELSE
    INSERT INTO search_entries (message_id, conversation_id, sender_id, seq, sent_at, is_reply, is_in_thread, has_link, terms)
    VALUES (NEW.id, NEW.conversation_id, NEW.sender_id, NEW.seq, NEW.sent_at, NEW.reply_to_id IS NOT NULL,
      NEW.thread_root_id IS NOT NULL, position('://' IN NEW.body) > 0,
      nova_search_terms(NEW.body || nova_file_words(NEW.id) || nova_forward_words(NEW.id)))
    ON CONFLICT (message_id) DO UPDATE SET terms = excluded.terms, has_link = excluded.has_link;
  END IF;
  RETURN NULL;
END
$$;
--> statement-breakpoint
-- What was forwarded before.
UPDATE search_entries SET terms = nova_search_terms(messages.body || nova_file_words(messages.id) || nova_forward_words(messages.id))
FROM messages
WHERE messages.id = search_entries.message_id AND messages.body IS NOT NULL AND messages.deleted_at IS NULL
  AND messages.id IN (SELECT message_id FROM forwards);
