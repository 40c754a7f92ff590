import type { Query } from '../../connection/query.ts';

/** Longer or shorter words are no help against typos. */
const wordChars = { min: 3, max: 24 } as const;
/** An entry becomes visible up to this much later than one with a higher number: no transaction lives longer. */
const lateNumbers = 5_000;

/**
 * Counts the words of what was written since the last call, a bounded number of entries at a time; resolves to whether
 * there may be more. One node at a time: whoever comes meanwhile is told that there is nothing. Entries with the
 * newest numbers are looked at again, since a number given earlier may be committed later: counts are rough. That costs
 * the same however few are new, so a `limit` much smaller than what is looked at again makes each of them dear.
 *
 * Lock: the row of `search_progress`, skipped when held. Index: `search_entries_number`, `search_words_pkey`.
 * Rejected: counting in the transaction that sends (new words would make senders wait for each other); one upsert for
 * all words, which makes the variants of those that are known.
 */
export async function collectSearchWords(query: Query, limit: number): Promise<boolean> {
  const [round] = await query<{ full: boolean }>`
    with place as (
      select words_to from search_progress for update skip locked
    ), fresh as (
      select number, terms from search_entries, place
      where number > greatest(0, words_to - ${lateNumbers}) order by number limit ${limit + lateNumbers}
    ), every as (
      select lexeme as word, count(*) filter (where number > words_to) as seen
      from fresh, place, unnest(tsvector_to_array(terms)) as lexeme group by 1
    ), words as materialized (
      select word, seen from every where length(word) between ${wordChars.min} and ${wordChars.max} and word !~ '[0-9]'
    ), counted as (
      update search_words set seen = least(search_words.seen::bigint + words.seen, 2147483647)::integer
      from words where search_words.word = words.word and words.seen > 0
    ), noted as (
      insert into search_words (word, seen, variants)
      select word, greatest(seen, 1), nova_word_variants(word) from words where not exists (
        select 1 from search_words known where known.word = words.word)
      on conflict (word) do nothing
    )
    update search_progress set words_to = newest.number from (select max(number) as number, count(*) as read from fresh) as newest
    where newest.number > search_progress.words_to
    returning newest.read >= ${limit + lateNumbers} as full`;
  return round?.full ?? false;
}

/**
 * Enters messages that are older than search, a bounded number at a time; resolves to whether there may be more.
 * Idempotent. Safe beside everything: a message that is being edited or deleted is waited for.
 *
 * Lock: the row of `search_progress`, skipped when held; the messages, FOR SHARE. Index: `messages_pkey`.
 */
export async function enterOlderMessages(query: Query, limit: number): Promise<boolean> {
  const [round] = await query<{ more: boolean }>`
    with place as (
      select entered_to from search_progress where entered_to is not null for update skip locked
    ), chunk as (
      select messages.* from messages, place where messages.id > place.entered_to order by messages.id limit ${limit}
      for share of messages
    ), entered as (
      insert into search_entries (message_id, conversation_id, sender_id, seq, sent_at, is_reply, is_in_thread, has_link, terms)
      select id, conversation_id, sender_id, seq, sent_at, reply_to_id is not null, thread_root_id is not null,
        position('://' in body) > 0, nova_search_terms(body || nova_file_words(id))
      from chunk where body is not null and deleted_at is null
      on conflict (message_id) do nothing
    )
    update search_progress set entered_to = (select id from chunk order by id desc limit 1)
    from place returning search_progress.entered_to is not null as more`;
  return round?.more ?? false;
}
