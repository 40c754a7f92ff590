-- Every extension here is trusted: the database's owner may create it.
CREATE EXTENSION IF NOT EXISTS btree_gin;
--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS unaccent;
--> statement-breakpoint
CREATE TABLE "search_entries" (
	"message_id" uuid PRIMARY KEY NOT NULL,
	"conversation_id" uuid NOT NULL,
	"sender_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"sent_at" timestamp (3) with time zone NOT NULL,
	"is_reply" boolean NOT NULL,
	"is_in_thread" boolean NOT NULL,
	"has_link" boolean NOT NULL,
	"terms" "tsvector" NOT NULL,
	"number" bigint GENERATED ALWAYS AS IDENTITY (sequence name "search_entries_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1)
);
--> statement-breakpoint
CREATE TABLE "search_progress" (
	"id" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"entered_to" uuid DEFAULT '00000000-0000-0000-0000-000000000000',
	"words_to" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "search_progress_one_row" CHECK (id = 1)
);
--> statement-breakpoint
CREATE TABLE "search_words" (
	"word" text PRIMARY KEY NOT NULL,
	"seen" integer NOT NULL,
	"variants" text[] NOT NULL
);
--> statement-breakpoint
CREATE INDEX "search_entries_terms" ON "search_entries" USING gin ("conversation_id","terms");--> statement-breakpoint
CREATE INDEX "search_entries_time" ON "search_entries" USING btree ("sent_at","message_id");--> statement-breakpoint
CREATE INDEX "search_entries_number" ON "search_entries" USING brin ("number");--> statement-breakpoint
CREATE INDEX "search_words_variants" ON "search_words" USING gin ("variants");
--> statement-breakpoint
-- The planner chooses between the two indexes by how common the words are.
ALTER TABLE "search_entries" ALTER COLUMN "terms" SET STATISTICS 1000;
--> statement-breakpoint
INSERT INTO "search_progress" DEFAULT VALUES;
--> statement-breakpoint
-- Runs of scripts that put no spaces between words become pairs of characters, and, where a text is entered, their last
-- character: so every character of them begins something.
CREATE FUNCTION nova_search_pairs(body text, is_query boolean) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT coalesce(string_agg(CASE
    WHEN inside AND next_inside THEN c || next || ' '
    WHEN inside AND is_query AND last_inside THEN ''
    WHEN inside OR next_inside THEN c || ' '
    ELSE c END, '' ORDER BY n), '')
  FROM (
    SELECT c, n, inside, lead(c) OVER (ORDER BY n) AS next, coalesce(lag(inside) OVER (ORDER BY n), false) AS last_inside,
      coalesce(lead(inside) OVER (ORDER BY n), false) AS next_inside
    FROM (
      SELECT c, n, c ~ '[\u0E00-\u0EFF\u1000-\u109F\u1100-\u11FF\u1780-\u17FF\u2E80-\u2FDF\u3005-\u3007\u3021-\u3029\u3031-\u318F\u31A0-\u31FF\u3400-\u4DBF\u4E00-\u9FFF\uA960-\uA97F\uAC00-\uD7FF\uF900-\uFAFF\uFF66-\uFF9F\U00020000-\U0003134F]' AS inside
      FROM regexp_split_to_table(body, '') WITH ORDINALITY AS split(c, n)
    ) AS classed
  ) AS neighbours
$$;
--> statement-breakpoint
-- Words without accents, everything between them a space: what is entered, and what is asked for. PL/pgSQL, since the
-- planner cannot inline it and this is five times as fast.
CREATE FUNCTION nova_search_text(body text, is_query boolean) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
BEGIN
  IF octet_length(body) <> length(body) THEN
    IF body ~ '[\u0E00-\u0EFF\u1000-\u11FF\u1780-\u17FF\u2E80-\uD7FF\uF900-\uFAFF\uFF66-\uFF9F\U00020000-\U0003134F]' THEN
      body := nova_search_pairs(body, is_query);
    END IF;
    body := public.unaccent('public.unaccent'::regdictionary, body);
  END IF;
  RETURN translate(body, '!"#$%&''()*+,-./:;<=>?@[\]^_`{|}~', '                                ');
END
$$;
--> statement-breakpoint
CREATE FUNCTION nova_search_terms(body text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
BEGIN
  RETURN to_tsvector('pg_catalog.simple'::regconfig, nova_search_text(body, false));
END
$$;
--> statement-breakpoint
-- What an array of clauses asks for. All must hold. A clause is { "any": [texts], "prefix": bool, "not": bool }, each text a
-- phrase, or { "either": [arrays of clauses] }. Null when they ask for nothing.
CREATE FUNCTION nova_search_query(clauses jsonb) RETURNS tsquery LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT
SET client_min_messages = warning AS $$
DECLARE
  clause jsonb;
  alternative jsonb;
  one tsquery;
  several tsquery;
  everything tsquery;
BEGIN
  FOR clause IN SELECT * FROM jsonb_array_elements(clauses) LOOP
    several := NULL;
    FOR alternative IN SELECT * FROM jsonb_array_elements(coalesce(clause -> 'either', clause -> 'any')) LOOP
      IF clause ? 'either' THEN
        one := nova_search_query(alternative);
      ELSE
        one := phraseto_tsquery('pg_catalog.simple'::regconfig, nova_search_text(alternative #>> '{}', true));
      END IF;
      IF one IS NULL OR numnode(one) = 0 THEN CONTINUE; END IF;
      IF (clause ->> 'prefix')::boolean THEN one := (one::text || ':*')::tsquery; END IF;
      several := coalesce(several || one, one);
    END LOOP;
    IF several IS NULL THEN CONTINUE; END IF;
    IF (clause ->> 'not')::boolean THEN several := !! several; END IF;
    everything := coalesce(everything && several, several);
  END LOOP;
  RETURN everything;
END
$$;
--> statement-breakpoint
CREATE FUNCTION nova_search_enter_sent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO search_entries (message_id, conversation_id, sender_id, seq, sent_at, is_reply, is_in_thread, has_link, terms)
  SELECT id, conversation_id, sender_id, seq, sent_at, reply_to_id IS NOT NULL, thread_root_id IS NOT NULL,
    position('://' IN body) > 0, nova_search_terms(body)
  FROM sent WHERE body IS NOT NULL AND deleted_at IS NULL;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER search_sent AFTER INSERT ON "messages" REFERENCING NEW TABLE AS sent
  FOR EACH STATEMENT EXECUTE FUNCTION nova_search_enter_sent();
--> statement-breakpoint
CREATE FUNCTION nova_search_enter_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.deleted_at IS NOT NULL OR NEW.body IS NULL THEN
    DELETE FROM search_entries WHERE message_id = NEW.id;
  ELSE
    INSERT INTO search_entries (message_id, conversation_id, sender_id, seq, sent_at, is_reply, is_in_thread, has_link, terms)
    VALUES (NEW.id, NEW.conversation_id, NEW.sender_id, NEW.seq, NEW.sent_at, NEW.reply_to_id IS NOT NULL,
      NEW.thread_root_id IS NOT NULL, position('://' IN NEW.body) > 0, nova_search_terms(NEW.body))
    ON CONFLICT (message_id) DO UPDATE SET terms = excluded.terms, has_link = excluded.has_link;
  END IF;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER search_changed AFTER UPDATE OF body, deleted_at ON "messages" FOR EACH ROW
  WHEN (OLD.body IS DISTINCT FROM NEW.body OR OLD.deleted_at IS DISTINCT FROM NEW.deleted_at)
  EXECUTE FUNCTION nova_search_enter_changed();
--> statement-breakpoint
-- A word, and the word without each one of its characters.
CREATE FUNCTION nova_word_variants(word text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT array_agg(DISTINCT variant) FROM (
    SELECT word AS variant
    UNION ALL SELECT overlay(word PLACING '' FROM n FOR 1) FROM generate_series(1, length(word)) AS n
  ) AS variants
$$;
