/** Gives a file to the person, as the browser does with downloads. */
export function handOver(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = savedName(name);
  link.click();
  // The browser has taken it when the click is over; a minute is for those that take their time.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** A name as every system takes it for a file. */
export function savedName(name: string): string {
  return name.replaceAll(/[\p{Cc}/\\:*?"<>|]+/gu, ' ').trim();
}
