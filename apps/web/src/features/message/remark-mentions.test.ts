import type { Root } from 'mdast';
import { expect, test } from 'vitest';
import { remarkMentions } from './remark-mentions.ts';

const text = (value: string) => ({ type: 'text', value }) as const;

test('mentions in running text are marked, those in links and code are not, and nothing is marked twice', () => {
  const tree: Root = {
    type: 'root',
    children: [
      {
        type: 'paragraph',
        children: [
          text('hi @ann, '),
          { type: 'strong', children: [text('@bob')] },
          { type: 'link', url: 'x', children: [text('@zoe')] },
          { type: 'inlineCode', value: '@zoe' },
        ],
      },
    ],
  };
  remarkMentions()(tree);
  const marked = JSON.stringify(tree).match(/"dataMention":"(\w+)"/g);
  expect(marked).toEqual(['"dataMention":"ann"', '"dataMention":"bob"']);
});
