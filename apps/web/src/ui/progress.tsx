/** How far something is; the label says it in words. */
export function Progress({ value, max, label }: { value: number; max: number; label: string }) {
  return (
    <progress
      max={max}
      value={value}
      aria-label={label}
      className="h-2 w-full min-w-0 appearance-none overflow-hidden rounded-full border border-edge bg-canvas forced-colors:appearance-auto [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-canvas [&::-webkit-progress-value]:bg-accent"
    />
  );
}
