/** Nova's sign: a star that has just appeared. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={className} aria-hidden="true">
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <path
        d="M16 5.5c.7 5.9 3.6 9.3 10.5 10.5-6.9 1.2-9.8 4.6-10.5 10.5-.7-5.9-3.6-9.3-10.5-10.5C12.4 14.8 15.3 11.4 16 5.5Z"
        className="fill-on-accent"
      />
    </svg>
  );
}
