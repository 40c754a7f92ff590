import { expect, test } from 'vitest';
import { parsePrometheusText, quantileOf, sumOf } from './prometheus-text.ts';

const text = `# HELP a_total Things.
# TYPE a_total counter
a_total{path="x\\"y\\\\z\\n",code="1"} 3
a_total{path="other",code="2"} 4 1700000000000
b 1.5e3
not a line at all
wait_seconds_bucket{le="0.01"} 90
wait_seconds_bucket{le="0.1"} 99
wait_seconds_bucket{le="+Inf"} 100
wait_seconds_count 100
`;

test('numbers with their labels, whatever is in them; what is no number is left out', () => {
  const samples = parsePrometheusText(text);
  expect(samples).toHaveLength(7);
  expect(samples[0]).toEqual({ name: 'a_total', labels: { path: 'x"y\\z\n', code: '1' }, value: 3 });
  expect(sumOf(samples, 'a_total')).toBe(7);
  expect(sumOf(samples, 'a_total', { code: '2' })).toBe(4);
  expect(sumOf(samples, 'b')).toBe(1_500);
  expect(sumOf(samples, 'c')).toBeNull();
});

test('quantiles are the bound of their bucket', () => {
  const samples = parsePrometheusText(text);
  expect(quantileOf(samples, 'wait_seconds', 0.5)).toBe(0.01);
  expect(quantileOf(samples, 'wait_seconds', 0.99)).toBe(0.1);
  expect(quantileOf(samples, 'wait_seconds', 1)).toBe(Number.POSITIVE_INFINITY);
  expect(quantileOf(samples, 'none', 0.5)).toBeNull();
});
