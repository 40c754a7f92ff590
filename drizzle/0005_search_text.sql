-- The same words as before, in a sixth of the time: `translate` looks for each character among all that it may be, which
-- was a third of what a send cost the database.
CREATE OR REPLACE FUNCTION nova_search_text(body text, is_query boolean) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
BEGIN
  IF octet_length(body) <> length(body) THEN
    IF body ~ '[\u0E00-\u0EFF\u1000-\u11FF\u1780-\u17FF\u2E80-\uD7FF\uF900-\uFAFF\uFF66-\uFF9F\U00020000-\U0003134F]' THEN
      body := nova_search_pairs(body, is_query);
    END IF;
    body := public.unaccent('public.unaccent'::regdictionary, body);
  END IF;
  RETURN regexp_replace(body, '[!-/:-@[-`{-~]', ' ', 'g');
END
$$;
