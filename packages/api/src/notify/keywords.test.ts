import { expect, test } from 'vitest';
import { hasKeyword } from './keywords.ts';

test.each([
  ['the server is down', 'Server', true],
  ['two servers are down', 'server', false],
  ['annual report', 'ann', false],
  ['ask Ann, please', 'ann', true],
  ['Is it C++ or C?', 'c++', true],
  ['the release\n  candidate is out', 'Release Candidate', true],
  ['a release of candidates', 'release candidate', false],
  ['Straßenfest in München', 'münchen', true],
  ['Straßenfest in Mu\u0308nchen', 'München', true],
  ['昨日東京に行きました', '東京', true],
  ['東京都の人口', '京都', false],
  ['京都に行きたい', '京都', true],
  ['我们明天发布新版本', '发布', true],
  ['ฉันรักประเทศไทยมาก', 'ประเทศไทย', true],
  ['Ｎｏｖａ works', 'nova', true],
  ['see nova-web', 'nova', true],
  ['لقد وصل التقرير اليوم', 'التقرير', true],
  ['', 'x', false],
])('[B2] %j has %j: %s', (text, keyword, has) => {
  expect(hasKeyword(text, ['never said', keyword])).toBe(has);
});
