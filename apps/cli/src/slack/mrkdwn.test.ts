import { expect, test } from 'vitest';
import { markdownOf } from './mrkdwn.ts';

const to = {
  handleOf: (id: string) => (id === 'U1' ? 'harry' : null),
  channelOf: (id: string) =>
    id === 'C1' ? { title: 'general', address: '/c/1' } : id === 'C2' ? { title: 'plans', address: null } : null,
};

test.each([
  ['mentions', '<@U1>: hi <@U2|ron> <@U3>', '@harry: hi @ron @U3'],
  ['broadcasts', '<!here> <!channel> <!everyone|@everyone> <!subteam^S1|@devs>', '@here @channel @everyone @devs'],
  ['dates', 'at <!date^1392734382^{date}|Feb 18>', 'at Feb 18'],
  ['channels', '<#C1> <#C1|old-name> <#C2> <#C9|gone>', '[#general](/c/1) [#general](/c/1) #plans #gone'],
  ['bare addresses', '<https://a.example/x_y_z?a=1&amp;b=2>', 'https://a.example/x_y_z?a=1&b=2'],
  ['an address as it was typed', '<http://a.example|a.example>', 'http://a.example'],
  ['named addresses', '<https://a.example/(x)|a [name]>', String.raw`[a \[name\]](https://a.example/%28x%29)`],
  ['mail and telephone', '<mailto:a@b.example|a@b.example> <tel:1|28919.86>', 'a@b.example 28919.86'],
  ['entities', '1 &lt; 2 &amp;&amp; 3 &gt; 2', '1 < 2 && 3 > 2'],
  ['bold, italic, struck', '*bold* _italic_ ~gone~', '**bold** _italic_ ~~gone~~'],
  ['no bold in sums', '2 * 3 * 4 and a*b*c', '2 * 3 * 4 and a*b*c'],
  ['emoji', ':+1: :wave::skin-tone-3: :heart: :botman:', '👍 👋🏼 ❤️ :botman:'],
  ['a quote', '&gt;quoted\nnot', '>quoted\nnot'],
  ['a quote to the end', 'a\n&gt;&gt;&gt;b\nc', 'a\n> b\n> c'],
  ['code', '`*x* &lt;b&gt; <https://a.example|a.example>`', '`*x* <b> a.example`'],
  ['a block of code', 'see ```<@U1> &lt;module&gt; *x*\n:+1:```', 'see \n```\n@harry <module> *x*\n:+1:\n```'],
  ['what Slack takes for nothing', '# no heading\n---\n__init__.py', '\\# no heading\n\\---\n\\_\\_init\\_\\_.py'],
  ['a list', '• one\n• two', '- one\n- two'],
  ['what is not closed', '<not closed *bold _x ```', '<not closed *bold _x ```'],
])('%s', (_what, slack, nova) => {
  expect(markdownOf(slack, to)).toBe(nova);
});
