interface Question {
  readonly sessionId: string;
  readonly answer: (isAlive: boolean) => void;
  readonly fail: (error: unknown) => void;
}

/**
 * Asks which sessions still live: whoever asks in the same turn of the event loop is answered by one statement, so that
 * hundreds who come back at once cost the database a few.
 */
export class LivingSessions {
  readonly #ended: (sessionIds: readonly string[]) => Promise<ReadonlySet<string>>;
  #questions: Question[] = [];

  constructor(ended: (sessionIds: readonly string[]) => Promise<ReadonlySet<string>>) {
    this.#ended = ended;
  }

  /** As of an instant after the call. Rejects when the database cannot be asked. */
  has(sessionId: string): Promise<boolean> {
    return new Promise((answer, fail) => {
      this.#questions.push({ sessionId, answer, fail });
      if (this.#questions.length === 1) setImmediate(() => void this.#ask());
    });
  }

  async #ask(): Promise<void> {
    const questions = this.#questions;
    this.#questions = [];
    try {
      const ended = await this.#ended([...new Set(questions.map(({ sessionId }) => sessionId))]);
      for (const { sessionId, answer } of questions) answer(!ended.has(sessionId));
    } catch (error) {
      for (const { fail } of questions) fail(error);
    }
  }
}
