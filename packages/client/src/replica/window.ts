import type { ReplicaState, Stretch } from './state.ts';
import { shown } from './state.ts';

/** More messages than this are not held for the screen: of those farthest from what is read, some go. */
export const shownMax = 2_000;
const keptAround = 1_200;
/** The newest messages stay, for when one comes back to them and for the device. */
const newestKept = 200;

/** Lets go of messages far from the one that is read, when there are very many; they can be loaded again. */
export function keptAroundSeq(state: ReplicaState, seq: number): ReplicaState {
  const stretch = shown(state);
  const { length } = stretch.messages;
  if (length <= shownMax) return state;
  const found = stretch.messages.findIndex((message) => message.seq >= seq);
  const at = found < 0 ? length : found;
  const from = Math.max(0, Math.min(at - keptAround / 2, length - keptAround));
  const to = from + keptAround;
  const kept = part(stretch, from, to);
  if (state.detached) return { ...state, detached: kept };
  if (to === length) return { ...state, tail: kept };
  return { ...state, detached: kept, tail: part(stretch, length - newestKept, length) };
}

function part(of: Stretch, from: number, to: number): Stretch {
  const { messages, notices } = of;
  const [before, after] = [from > 0 ? messages[from - 1] : undefined, messages[to]];
  return {
    messages: messages.slice(from, to),
    notices: notices.filter(({ seq }) => seq > (before?.seq ?? 0) && seq < (after?.seq ?? Number.POSITIVE_INFINITY)),
    hasMoreBefore: of.hasMoreBefore || from > 0,
    hasMoreAfter: of.hasMoreAfter || to < messages.length,
  };
}
