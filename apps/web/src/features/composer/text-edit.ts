/** A text with a marked part of it, as a field has it. */
export interface Field {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** What to put in place of what: so that a browser can undo it, nothing else of the text changes. */
export interface Edit {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
  /** What is marked afterwards. */
  readonly select: readonly [from: number, to: number];
}

/** The text after an edit. */
export function applied({ text }: Field, { from, to, insert, select }: Edit): Field {
  return { text: text.slice(0, from) + insert + text.slice(to), from: select[0], to: select[1] };
}

/** Puts a sign on both sides of what is marked, or takes it off when it is there. */
export function wrap({ text, from, to }: Field, sign: string): Edit {
  const size = sign.length;
  const marked = text.slice(from, to);
  const isInside = marked.length >= 2 * size && marked.startsWith(sign) && marked.endsWith(sign);
  if (isInside) {
    const insert = marked.slice(size, -size);
    return { from, to, insert, select: [from, from + insert.length] };
  }
  const isAround =
    text.slice(from - size, from) === sign && text.slice(to, to + size) === sign && isOwn(text, from, sign);
  if (isAround) return { from: from - size, to: to + size, insert: marked, select: [from - size, to - size] };
  // A space at the edge would keep the sign from meaning anything.
  const lead = /^\s*/.exec(marked)?.[0].length ?? 0;
  const tail = marked.trim() === '' ? 0 : (/\s*$/.exec(marked)?.[0].length ?? 0);
  const inner = marked.slice(lead, marked.length - tail);
  const insert = marked.slice(0, lead) + sign + inner + sign + marked.slice(marked.length - tail);
  const at = from + lead + size;
  return { from, to, insert, select: [at, at + inner.length] };
}

/** Whether a sign of one letter is not the half of one of two, such as the `*` of `**`. */
function isOwn(text: string, from: number, sign: string): boolean {
  return sign.length > 1 || text[from - 2] !== sign;
}

/** Puts a sign before each marked line, or takes it off when all have it. `numbered` counts. */
export function prefixLines({ text, from, to }: Field, sign: string): Edit {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const after = text.indexOf('\n', to);
  const end = after < 0 ? text.length : after;
  const lines = text.slice(start, end).split('\n');
  const has = sign === 'numbered' ? /^\d+\. / : new RegExp(`^${sign.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}`);
  const isOn = lines.every((line) => has.test(line));
  const insert = lines
    .map((line, n) => (isOn ? line.replace(has, '') : `${sign === 'numbered' ? `${n + 1}. ` : sign}${line}`))
    .join('\n');
  const moved = insert.length - (end - start);
  const caret = from === to ? to + moved : start + insert.length;
  return { from: start, to: end, insert, select: [from === to ? caret : start, caret] };
}

/** Makes a link of what is marked; an address that is marked becomes where it leads. */
export function link({ text, from, to }: Field): Edit {
  const marked = text.slice(from, to);
  const isAddress = /^https?:\/\/\S+$/.test(marked);
  const insert = isAddress ? `[](${marked})` : `[${marked}](https://)`;
  const at = isAddress ? from + 1 : from + marked.length + 3;
  return { from, to, insert, select: [at, isAddress ? at : at + 'https://'.length] };
}

/** Puts what is marked into a block of code of its own. */
export function codeBlock({ text, from, to }: Field): Edit {
  const marked = text.slice(from, to);
  const before = from > 0 && text[from - 1] !== '\n' ? '\n' : '';
  const after = to < text.length && text[to] !== '\n' ? '\n' : '';
  const fence = fenceFor(marked);
  const insert = `${before}${fence}\n${marked}\n${fence}${after}`;
  const at = from + before.length + fence.length + 1;
  return { from, to, insert, select: [at, at + marked.length] };
}

/** A fence that the code itself does not contain. */
export function fenceFor(code: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`{3,}/g)].map(([run]) => run.length));
  return '`'.repeat(longest + 1);
}

/**
 * What a new line begins with, so that a list or a quote – also one in another – goes on, and code stays indented; on an
 * empty item it ends instead. `null`: nothing special.
 */
export function newLine({ text, from, to }: Field): Edit | null {
  if (from !== to) return null;
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const line = text.slice(start, from);
  const goOn = (lead: string): Edit => {
    const insert = `\n${lead}`;
    return { from, to, insert, select: [from + insert.length, from + insert.length] };
  };
  if (isInCode(text, from)) {
    const [indent = ''] = /^[ \t]*/.exec(line) ?? [];
    return indent === '' ? null : goOn(indent);
  }
  const found = /^(\s*(?:> ?)*)(?:([-*+]) (\[[ x]\] )?|(\d+)([.)]) )?/.exec(line);
  const [lead = '', around = '', bullet, tick, number, dot] = found ?? [];
  if (lead.trim() === '') return null;
  const isItem = bullet !== undefined || number !== undefined;
  if (line.trimEnd() === lead.trimEnd()) {
    const left = isItem ? around.trimStart() : around.trim().replace(/> ?$/, '');
    return { from: start, to: from, insert: left, select: [start + left.length, start + left.length] };
  }
  return goOn(around + (bullet ? `${bullet} ${tick ? '[ ] ' : ''}` : isItem ? `${Number(number) + 1}${dot} ` : ''));
}

/** Whether a place of a text is inside a block of code. */
export function isInCode(text: string, at: number): boolean {
  let open: string | null = null;
  for (const line of text.slice(0, at).split('\n')) {
    const [, fence = '', after = ''] = /^ {0,3}(`{3,}|~{3,})([^`]*)$/.exec(line) ?? [];
    if (fence === '') continue;
    if (open === null) open = fence;
    else if (fence.startsWith(open) && after.trim() === '') open = null;
  }
  return open !== null;
}
