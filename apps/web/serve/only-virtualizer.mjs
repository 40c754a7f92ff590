import { transform } from 'esbuild';

const exported = /^export \{[^}]*\bas Virtualizer\b[^}]*\};$/m;

/**
 * A loader for the one file of `virtua`: leaves `Virtualizer` and what it needs of it, two fifths, since the compiler
 * keeps every component of a module that one of is used.
 *
 * @this {{ async(): (error: unknown, text?: string) => void }}
 * @param {string} source
 */
export default function onlyVirtualizer(source) {
  const done = this.async();
  const name = /(\w+) as Virtualizer\b/.exec(exported.exec(source)?.[0] ?? '')?.[1];
  if (name === undefined) return done(new Error('virtua exports its components in another way now'));
  const text = source.replace(exported, `export { ${name} as Virtualizer };`);
  transform(text, { format: 'esm', treeShaking: true }).then(
    ({ code }) => done(null, code),
    (error) => done(error),
  );
}
