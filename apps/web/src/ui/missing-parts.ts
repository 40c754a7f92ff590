/** Fetches a part of the app once more. */
type TryAgain = () => void;

/** What has been missing for so long, with a way to the server, was tried again and can be told. */
export const missingMs = 1_500;

/** The parts of the app that are to be shown now and could not be fetched. */
class MissingParts {
  /** Whether the place where it would stand says so. */
  readonly #missing = new Map<TryAgain, boolean>();
  readonly #listeners = new Set<() => void>();

  /** Whether nobody sees of one that it is missing. */
  get areAnyUnsaid(): boolean {
    return [...this.#missing.values()].includes(false);
  }

  /** `isSaid`: the place where it would stand says so. Noting the same again changes nothing. */
  note(part: TryAgain, isSaid: boolean): void {
    this.#missing.set(part, isSaid);
    this.#tell();
  }

  /** It is there, or nobody wants it any more. */
  forget(part: TryAgain): void {
    if (this.#missing.delete(part)) this.#tell();
  }

  /** There is a way again: it may have been that alone. */
  tryAgain(): void {
    for (const part of this.#missing.keys()) part();
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** Those of this tab. */
export const missingParts = new MissingParts();
