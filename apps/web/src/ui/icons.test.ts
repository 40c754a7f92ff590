import * as lucide from 'lucide-react';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import * as icons from './icons.tsx';

/** A sign as Lucide draws it, under its name. */
function symbolOf(name: string): string {
  const drawn: unknown = Reflect.get(lucide, name);
  if (typeof drawn !== 'object' || drawn === null) throw new Error(`Lucide has no ${name}`);
  const lines = /^<svg[^>]*>(.*)<\/svg>$/.exec(renderToStaticMarkup(createElement(drawn as lucide.LucideIcon)))?.[1];
  return `<symbol id="${name}" viewBox="0 0 24 24">${lines}</symbol>`;
}

test('the sprite holds every sign that the app shows (write it anew with: npm test -- icons -u)', async () => {
  const symbols = Object.keys(icons).toSorted().map(symbolOf);
  const sprite = `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join('\n')}\n</svg>\n`;
  await expect(sprite).toMatchFileSnapshot('sprite.svg');
});
