import type { SavedDraft } from '@nova/contract';
import type { DraftBase, HeldDraft } from './held-draft.ts';
import { noDraft } from './held-draft.ts';

/** What of a draft is told to the server. */
export function toldOf({ draft: { body, replyToId } }: HeldDraft): Pick<DraftBase, 'body' | 'replyToId'> {
  return body.trim() === '' ? { body: '', replyToId } : { body, replyToId };
}

function isSame(a: Pick<DraftBase, 'body' | 'replyToId'>, b: Pick<DraftBase, 'body' | 'replyToId'>): boolean {
  return a.body === b.body && a.replyToId === b.replyToId;
}

/** Whether the server is to be told of it. */
export function isUntold(held: HeldDraft): boolean {
  return !held.rests && !isSame(toldOf(held), held.base ?? noDraft);
}

/** The server took it: the draft may have been written on since. */
export function taken(held: HeldDraft, saved: SavedDraft): HeldDraft {
  return { ...held, base: baseOf(saved), told: null, rests: false };
}

/**
 * What becomes of a draft that meets what the server has. Nothing typed is lost: text is only replaced by one that
 * contains it, or that was written after it; any other is offered beside it. The field that the person is in grows at
 * most. What was told and then sent or taken back elsewhere goes here too.
 */
export function met(held: HeldDraft, saved: SavedDraft, isWriting: boolean): HeldDraft {
  const base = baseOf(saved);
  if (held.base && held.base.version >= base.version) return held;
  const mine = toldOf(held);
  if (isSame(mine, base)) return { ...held, base, told: null, rests: false };
  const next = { ...withoutSent(held, base), base, told: null };
  // Its own words, of which it had no answer.
  if (held.told && isSame(held.told, base)) return next;
  if (mine.body === '' && (mine.replyToId === null || base.body !== '')) return taking(next, saved);
  if (isUntold(held)) {
    if (base.body === '' || mine.body.includes(base.body)) return next;
    return grows(mine.body, base.body, isWriting) ? taking(next, saved) : offering(next, base.body);
  }
  if (base.body === '') return held.rests ? next : taking(next, saved);
  if (grows(mine.body, base.body, isWriting) || (!isWriting && !held.rests)) return taking(next, saved);
  return mine.body.includes(base.body) ? { ...next, rests: true } : { ...offering(next, base.body), rests: true };
}

/** What was offered and then sent or taken back where it was written is offered no more. */
function withoutSent(held: HeldDraft, { body }: DraftBase): HeldDraft {
  const { draft, base } = held;
  return body === '' && draft.other && draft.other === base?.body
    ? { ...held, draft: { ...draft, other: null } }
    : held;
}

function baseOf({ version, body, replyToId }: SavedDraft): DraftBase {
  return { version, body, replyToId };
}

function grows(from: string, to: string, isWriting: boolean): boolean {
  return isWriting ? to.startsWith(from) : to.includes(from);
}

function taking(held: HeldDraft, { body, replyToId, at }: SavedDraft): HeldDraft {
  const { other } = held.draft;
  const left = other && body.includes(other) ? { other: null } : {};
  return { ...held, draft: { ...held.draft, ...left, body, replyToId }, rests: false, atMs: Date.parse(at) };
}

function offering(held: HeldDraft, text: string): HeldDraft {
  const before = held.draft.other ?? '';
  if (before.includes(text)) return held;
  // A text that goes on is offered once.
  const other = before === '' || text.includes(before) ? text : `${before}\n${text}`;
  return { ...held, draft: { ...held.draft, other } };
}
