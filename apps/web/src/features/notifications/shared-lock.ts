/** Does something while no other tab, and not the worker, does anything under this name; where the browser can say so. */
export async function alone<Result>(name: string, doing: () => Promise<Result>): Promise<Result> {
  if (!('locks' in navigator)) return doing();
  return navigator.locks.request(name, doing);
}
