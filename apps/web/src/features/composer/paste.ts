import { fenceFor, isInCode } from './text-edit.ts';

/** What a clipboard holds, as far as it matters here. */
export interface Pasted {
  readonly plain: string;
  readonly html: string;
  /** The language that a code editor says it is; `null` from elsewhere. */
  readonly editorLanguage: string | null;
}

/** Reads a clipboard. */
export function pastedFrom(data: DataTransfer): Pasted {
  return {
    plain: data.getData('text/plain').replace(/\r\n?/g, '\n'),
    html: data.getData('text/html'),
    editorLanguage: editorLanguage(data.getData('vscode-editor-data')),
  };
}

function editorLanguage(text: string): string | null {
  if (text === '') return null;
  try {
    const said: unknown = JSON.parse(text);
    return typeof said === 'object' && said !== null && 'mode' in said && typeof said.mode === 'string'
      ? said.mode
      : '';
  } catch {
    return '';
  }
}

/** Code looks like code where it comes from: in a block of its own, or in letters of one width. */
const codeHtml = /<pre[\s>]|white-space:\s*pre(?!-line)|font-family:[^;"]*(?:monospace|consolas|menlo|courier)/i;
const inlineHtml = /^(?:<(?:html|body|meta[^>]*|!--[^>]*--|span[^>]*)>\s*)*<code[\s>]/i;

/** What to write instead of the plain text, so that code stays code; `null`: nothing but that text. */
export function pastedCode(
  { plain, html, editorLanguage: language }: Pasted,
  into: { text: string; at: number },
): string | null {
  if (plain.trim() === '' || isInCode(into.text, into.at)) return null;
  const isBlock = language !== null || codeHtml.test(html);
  if (!isBlock && !inlineHtml.test(html)) return null;
  const code = plain.replace(/^\n+|\s+$/g, '');
  if (!code.includes('\n')) return isBlock && language !== null ? null : code.includes('`') ? null : `\`${code}\``;
  const isAtStart = into.at === 0 || into.text[into.at - 1] === '\n';
  const fence = fenceFor(code);
  return `${isAtStart ? '' : '\n'}${fence}${language ?? ''}\n${code}\n${fence}\n`;
}
