/** Somebody who follows one conversation and may write in it. */
export interface Person {
  readonly userId: string;
  /** As the contender's server wants to see it. */
  readonly token: string;
  readonly conversationId: string;
}

export interface ConnectRequest {
  readonly port: number;
  readonly person: Person;
  /** Where to go on after a cut; null: from now on. */
  readonly resume: ResumePoint | null;
  /** Told of every marked message, in the order in which they come. */
  readonly onEvent: (seq: number, sentUs: number, serial: number) => void;
}

/** What a client knows when it comes back: the last `seq` it has, and whatever else its server told it to keep. */
export interface ResumePoint {
  readonly seq: number;
  readonly kept: string;
}

export interface Sent {
  readonly clientId: string;
  readonly body: string;
}

/** One client of a contender: it follows its conversation and sends into it, as that server's own clients do. */
export interface Connection {
  /** Resolves when everything from now on, or after the point of resumption, will come. */
  readonly following: Promise<void>;
  /** Rejects when the connection is lost; resolves when `cut` ended it. */
  readonly closed: Promise<void>;
  /** Resolves with the message's `seq` when the server says that it is committed. @throws Error when it refuses. */
  send(message: Sent): Promise<number>;
  /** What `resume` of the next connection needs beside the last `seq`. */
  kept(): string;
  cut(): void;
}

/** Opens a connection to one kind of server. */
export type Connect = (request: ConnectRequest) => Connection;

/** Sends that wait for their answer, by the number that the answer repeats. */
export class Answers {
  readonly #waiting = new Map<number, PromiseWithResolvers<number>>();
  #next: number;

  constructor(first: number) {
    this.#next = first;
  }

  expect(): { id: number; answer: Promise<number> } {
    const id = this.#next++;
    const waiting = Promise.withResolvers<number>();
    this.#waiting.set(id, waiting);
    return { id, answer: waiting.promise };
  }

  /** `seq` of the committed message, or why there is none. */
  settle(id: number, outcome: number | Error): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (typeof outcome === 'number') waiting?.resolve(outcome);
    else waiting?.reject(outcome);
  }

  fail(error: Error): void {
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
  }
}
