/** Values below this are counted exactly. */
const exactBelow = 128;
/** Buckets of each power of two above: a value is known to half a percent. */
const bucketsPerOctave = 128;
const octaves = 24;

/** Counts latencies, in microseconds: constant memory, no allocation for a value, quantiles to half a percent. */
export class Histogram {
  readonly #counts = new Uint32Array(exactBelow + octaves * bucketsPerOctave);
  #count = 0;
  #max = 0;

  get count(): number {
    return this.#count;
  }

  get max(): number {
    return this.#max;
  }

  record(value: number): void {
    const whole = value < 0 ? 0 : Math.floor(value);
    const bucket = bucketOf(whole);
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1;
    this.#count++;
    if (whole > this.#max) this.#max = whole;
  }

  /** The value that a share `q` (0 to 1) of all values does not exceed; 0 when there are none. */
  quantile(q: number): number {
    const wanted = Math.max(1, Math.ceil(q * this.#count));
    let seen = 0;
    for (const [bucket, count] of this.#counts.entries()) {
      seen += count;
      if (seen >= wanted) return Math.min(this.#max, highestOf(bucket));
    }
    return this.#max;
  }

  clear(): void {
    this.#counts.fill(0);
    this.#count = 0;
    this.#max = 0;
  }
}

function bucketOf(value: number): number {
  if (value < exactBelow) return value;
  const octave = Math.min(octaves - 1, 24 - Math.clz32(value));
  return exactBelow + octave * bucketsPerOctave + ((value >>> octave) & (bucketsPerOctave - 1));
}

/** The highest value that falls into a bucket. */
function highestOf(bucket: number): number {
  if (bucket < exactBelow) return bucket;
  const octave = Math.floor((bucket - exactBelow) / bucketsPerOctave);
  const place = (bucket - exactBelow) % bucketsPerOctave;
  return 2 ** octave * (exactBelow + place + 1) - 1;
}
