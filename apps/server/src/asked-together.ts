interface Asking<Question, Answer> {
  readonly question: Question;
  readonly answer: (answer: Answer) => void;
  readonly fail: (error: unknown) => void;
}

/**
 * Asks for whoever asks in the same turn of the event loop at once, so that hundreds who come back together cost the
 * database one statement. `ask` resolves with the answers in the order of its questions.
 *
 * Each answer is as of an instant after its question was asked. Rejects when `ask` does.
 */
export function askedTogether<Question, Answer>(
  ask: (questions: readonly Question[]) => Promise<readonly Answer[]>,
): (question: Question) => Promise<Answer> {
  let waiting: Asking<Question, Answer>[] = [];
  const askAll = async (): Promise<void> => {
    const all = waiting;
    waiting = [];
    try {
      const answers = await ask(all.map(({ question }) => question));
      if (answers.length !== all.length) throw new Error(`${answers.length} answers to ${all.length} questions`);
      for (const [place, given] of answers.entries()) all[place]?.answer(given);
    } catch (error) {
      for (const { fail } of all) fail(error);
    }
  };
  return (question) =>
    new Promise((answer, fail) => {
      waiting.push({ question, answer, fail });
      if (waiting.length === 1) setImmediate(() => void askAll());
    });
}
