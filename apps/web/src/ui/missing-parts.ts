/** Fetches a part of the app once more. */
type TryAgain = () => void;

/** The parts of the app that are to be shown now and could not be fetched. */
class MissingParts {
  readonly #missing = new Set<TryAgain>();
  readonly #listeners = new Set<() => void>();

  get areAny(): boolean {
    return this.#missing.size > 0;
  }

  /** Noting the same again changes nothing. */
  note(part: TryAgain): void {
    this.#missing.add(part);
    this.#tell();
  }

  /** It is there, or nobody wants it any more. */
  forget(part: TryAgain): void {
    if (this.#missing.delete(part)) this.#tell();
  }

  /** There is a way again: it may have been that alone. */
  tryAgain(): void {
    for (const part of this.#missing) part();
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
