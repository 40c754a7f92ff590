import type { HighlighterCore, LanguageInput } from 'shiki/core';
import { createCssVariablesTheme, createHighlighterCore } from 'shiki/core';
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript';

/** A piece of code and the class of its colour; `null`: that of all text. */
export interface CodeToken {
  readonly text: string;
  readonly look: string | null;
}

/** Grammars, each fetched when it is first needed; near relatives share one. */
const grammars = {
  c: () => import('shiki/dist/langs/c.mjs'),
  css: () => import('shiki/dist/langs/css.mjs'),
  diff: () => import('shiki/dist/langs/diff.mjs'),
  docker: () => import('shiki/dist/langs/docker.mjs'),
  go: () => import('shiki/dist/langs/go.mjs'),
  java: () => import('shiki/dist/langs/java.mjs'),
  json: () => import('shiki/dist/langs/json.mjs'),
  kotlin: () => import('shiki/dist/langs/kotlin.mjs'),
  lua: () => import('shiki/dist/langs/lua.mjs'),
  python: () => import('shiki/dist/langs/python.mjs'),
  ruby: () => import('shiki/dist/langs/ruby.mjs'),
  rust: () => import('shiki/dist/langs/rust.mjs'),
  shellscript: () => import('shiki/dist/langs/shellscript.mjs'),
  sql: () => import('shiki/dist/langs/sql.mjs'),
  toml: () => import('shiki/dist/langs/toml.mjs'),
  tsx: () => import('shiki/dist/langs/tsx.mjs'),
  xml: () => import('shiki/dist/langs/xml.mjs'),
  yaml: () => import('shiki/dist/langs/yaml.mjs'),
} satisfies Record<string, LanguageInput>;
type Grammar = keyof typeof grammars;
type Scanner = ReturnType<HighlighterCore['getLanguage']>;

const others: Readonly<Record<string, Grammar>> = {
  bash: 'shellscript',
  cpp: 'c',
  'c++': 'c',
  cs: 'java',
  csharp: 'java',
  dockerfile: 'docker',
  golang: 'go',
  h: 'c',
  html: 'xml',
  javascript: 'tsx',
  js: 'tsx',
  jsonc: 'json',
  jsx: 'tsx',
  kt: 'kotlin',
  mjs: 'tsx',
  patch: 'diff',
  py: 'python',
  rb: 'ruby',
  rs: 'rust',
  scss: 'css',
  sh: 'shellscript',
  shell: 'shellscript',
  svg: 'xml',
  ts: 'tsx',
  typescript: 'tsx',
  yml: 'yaml',
  zsh: 'shellscript',
};

/** The theme's colours are the app's tokens, by class: a page may set no style of its own. */
const looks: Readonly<Record<string, string>> = {
  'var(--nova-token-keyword)': 'text-code-keyword',
  'var(--nova-token-string)': 'text-code-string',
  'var(--nova-token-string-expression)': 'text-code-string',
  'var(--nova-token-constant)': 'text-code-constant',
  'var(--nova-token-function)': 'text-code-function',
  'var(--nova-token-parameter)': 'text-code-constant',
  'var(--nova-token-link)': 'text-link',
  'var(--nova-token-comment)': 'text-quiet',
  'var(--nova-token-inserted)': 'text-code-string',
  'var(--nova-token-deleted)': 'text-danger',
  'var(--nova-token-changed)': 'text-code-constant',
};

const theme = createCssVariablesTheme({ name: 'nova', variablePrefix: '--nova-' });
/** Longer code keeps its one colour. */
const charsMax = 8_000;
/** For each line: what somebody wrote to take long takes no longer. */
const timeLimitMs = 40;
/** How often a text is tried that has not been scanned to its end in time. */
const triesMax = 16;

let highlighter: Promise<HighlighterCore> | null = null;

function grammarOf(language: string): Grammar | null {
  const name = language.toLowerCase();
  return name in grammars ? (name as Grammar) : (others[name] ?? null);
}

/**
 * Whether each line takes no longer than it may. The first scans compile what they need of the language as they come to it,
 * and run out of time where the next ones do not.
 */
function isScannedInTime(scanner: Scanner, text: string): boolean {
  let state: Parameters<Scanner['tokenizeLine2']>[1] = null;
  for (const line of text.split(/\r?\n/)) {
    const { ruleStack, stoppedEarly } = scanner.tokenizeLine2(line, state, timeLimitMs);
    if (stoppedEarly) return false;
    state = ruleStack;
  }
  return true;
}

/** The lines of a code in pieces, each with its colour; `null` when the language is not known. */
export async function highlight(text: string, language: string): Promise<readonly (readonly CodeToken[])[] | null> {
  const lang = grammarOf(language);
  if (lang === null || text.length > charsMax) return null;
  highlighter ??= createHighlighterCore({ themes: [theme], engine: createJavaScriptRegexEngine({ forgiving: true }) });
  const core = await highlighter;
  if (!core.getLoadedLanguages().includes(lang)) await core.loadLanguage(grammars[lang]);
  const scanner = core.getLanguage(lang);
  for (let n = 1; n < triesMax && !isScannedInTime(scanner, text); n++);
  const { tokens } = core.codeToTokens(text, { lang, theme: 'nova', tokenizeTimeLimit: timeLimitMs });
  return tokens.map((line) => line.map(({ content, color }) => ({ text: content, look: looks[color ?? ''] ?? null })));
}
