import type { Speech } from './words/words-for.ts';

/** HTML that is safe where it stands: made by `html`, which escapes what it is given. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Markup as it is written here, with every value in it escaped unless it is `Html` itself. */
export function html(strings: TemplateStringsArray, ...values: readonly (string | Html | readonly Html[])[]): Html {
  const parts = values.map((value) => {
    if (typeof value === 'string') return value.replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? '');
    return value instanceof Html ? value.text : value.map(({ text }) => text).join('');
  });
  return new Html(String.raw({ raw: strings }, ...parts));
}

/** Colours for light and dark; programs that know neither media queries nor this show dark on white. */
const style = new Html(`<style>
:root { color-scheme: light dark; supported-color-schemes: light dark; }
body { margin: 0; background: #f6f6f7; color: #1c1c1f; font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
main { max-width: 560px; margin: 0 auto; padding: 24px 16px; overflow-wrap: anywhere; }
h1 { font-size: 20px; line-height: 1.3; margin: 0 0 12px; }
h2 { font-size: 16px; margin: 0 0 8px; }
section { background: #ffffff; border: 1px solid #dcdce0; border-radius: 8px; padding: 16px; margin: 16px 0; }
p { margin: 0 0 8px; }
a { color: #1f4fd1; }
.quiet { color: #5d5d66; font-size: 14px; }
.do { display: inline-block; background: #1f4fd1; color: #ffffff; text-decoration: none; border: 0; border-radius: 6px; padding: 10px 18px; font: inherit; font-weight: 600; cursor: pointer; }
@media (prefers-color-scheme: dark) {
  body { background: #17171a; color: #ececef; }
  section { background: #202024; border-color: #3a3a41; }
  a { color: #9db8ff; }
  .quiet { color: #a9a9b3; }
  .do { background: #9db8ff; color: #10131c; }
}
</style>`);

/** A whole document in somebody's language: no script, nothing from elsewhere. */
export function documentOf({ language, words }: Speech, title: string, content: Html): string {
  return html`<!doctype html>
<html lang="${language}" dir="${words.dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${title}</title>
${style}
</head>
<body><main>${content}</main></body>
</html>
`.text;
}
