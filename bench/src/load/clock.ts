/** Microseconds since this process began; the one clock of everything that it measures. */
export function nowUs(): number {
  return performance.now() * 1_000;
}
