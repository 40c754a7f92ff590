/** One number that a server tells: `name{label="…"} value`. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const sampleForm = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})?\s+(\S+)(?:\s+-?\d+)?\s*$/;
const labelForm = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g;

/** Reads Prometheus' text format; lines it does not understand are left out. */
export function parsePrometheusText(text: string): Sample[] {
  return text.split('\n').flatMap((line) => {
    if (line.startsWith('#')) return [];
    const match = sampleForm.exec(line);
    if (!match) return [];
    const [, name = '', labelled = '', number = ''] = match;
    const labels: Record<string, string> = {};
    for (const [, label = '', value = ''] of labelled.matchAll(labelForm)) labels[label] = unescaped(value);
    return [{ name, labels, value: numberOf(number) }];
  });
}

function unescaped(value: string): string {
  return value.replaceAll(/\\(.)/g, (_, character: string) => (character === 'n' ? '\n' : character));
}

function numberOf(text: string): number {
  if (/^[+-]?Inf$/.test(text)) return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return Number(text);
}

/** The sum of a metric over its labels, or over those that match; null when there is none. */
export function sumOf(
  samples: readonly Sample[],
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number | null {
  const found = samples.filter(
    (sample) =>
      sample.name === name && Object.entries(labels).every(([label, value]) => sample.labels[label] === value),
  );
  return found.length === 0 ? null : found.reduce((sum, { value }) => sum + value, 0);
}

/** The upper bound of the bucket in which a quantile of a histogram lies; null when nothing was counted. */
export function quantileOf(samples: readonly Sample[], histogram: string, quantile: number): number | null {
  const buckets = new Map<number, number>();
  for (const { name, labels, value } of samples) {
    if (name !== `${histogram}_bucket`) continue;
    const bound = numberOf(labels['le'] ?? 'NaN');
    buckets.set(bound, (buckets.get(bound) ?? 0) + value);
  }
  const counts = [...buckets].toSorted(([a], [b]) => a - b);
  const total = counts.at(-1)?.[1] ?? 0;
  if (total === 0) return null;
  return counts.find(([, count]) => count >= quantile * total)?.[0] ?? null;
}
