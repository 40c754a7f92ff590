import type { ConversationSummary, Id, UserProfile } from '@nova/contract';
import { Listeners } from '../listeners.ts';
import type { Network } from '../network.ts';
import { systemPlatform } from '../platform.ts';
import type { Platform } from '../platform.ts';
import { Question } from '../question.ts';
import { matching } from '../search/matching.ts';
import { searchable } from '../search/searchable.ts';

/** Whom a search leaves out beside oneself, and whom it takes in. */
export interface PeopleSearchOptions {
  /** Who is in already. */
  readonly without?: ReadonlySet<Id> | undefined;
  /** Leaves out those with whom there is a direct conversation. */
  readonly withoutDirect?: boolean;
  /** Authors of an import too, unless somebody has claimed them: they are found by their owner's name. */
  readonly withAuthors?: boolean;
}

/** As much of the client as this reads. */
interface Sources {
  readonly userId: Id | null;
  readonly people: { readonly known: readonly UserProfile[]; learn(profiles: readonly UserProfile[]): void };
  readonly inbox: { readonly conversations: readonly Pick<ConversationSummary, 'peer'>[] };
  readonly network: Network;
  readonly trpc: {
    readonly user: {
      readonly search: {
        query(input: { query: string; limit: number }, how: { signal: AbortSignal }): Promise<readonly UserProfile[]>;
      };
    };
  };
}

/** A key that follows at once is part of the same question. */
const pauseMs = 150;
const most = 20;

/**
 * People for what was typed, nobody twice and never oneself. Those whom this device knows are there at once, the likeliest
 * first and among equals those one talks to; then come those whom only the server finds. Whoever is there stays at their
 * place. The server is asked while somebody listens, again when it could not be.
 */
export class PeopleSearch {
  readonly #listeners = new Listeners();
  readonly #known: readonly UserProfile[];
  readonly #question: () => Question<readonly UserProfile[]> | null;
  #asked: Question<readonly UserProfile[]> | null = null;
  #found: readonly UserProfile[];

  /** Of a text as it is typed, perhaps with an `@`. */
  constructor(
    sources: Sources,
    { typed, platform = systemPlatform(), ...options }: PeopleSearchOptions & { typed: string; platform?: Platform },
  ) {
    const text = searchable(typed.trim().replace(/^@/, ''));
    const isMeant = chooser(sources, options);
    this.#known = matching(
      text,
      nearestFirst(sources)
        .filter(isMeant)
        .map((item) => ({ item, names: [item.name, item.handle] })),
      most,
    );
    this.#found = this.#known;
    this.#question = () => {
      if (text === '') return null;
      return new Question({
        platform,
        network: sources.network,
        ask: (signal) => sources.trpc.user.search.query({ query: text, limit: most }, { signal }),
        onAnswer: (people) => {
          sources.people.learn(people);
          this.#found = [...this.#known, ...others(people.filter(isMeant), this.#known)];
          this.#listeners.tell();
        },
      });
    };
  }

  /** The same until there are others. */
  get found(): readonly UserProfile[] {
    return this.#found;
  }

  /** Asks the server from the first listener to the last. */
  subscribe(listener: () => void): () => void {
    const leave = this.#listeners.add(listener);
    if (this.#listeners.size === 1) {
      this.#asked = this.#question();
      this.#asked?.soon(pauseMs);
    }
    return () => {
      leave();
      if (this.#listeners.size > 0) return;
      this.#asked?.close();
      this.#asked = null;
    };
  }
}

function chooser({ userId, inbox }: Sources, options: PeopleSearchOptions): (person: UserProfile) => boolean {
  const { without, withoutDirect = false, withAuthors = false } = options;
  const direct = new Set(withoutDirect ? inbox.conversations.map(({ peer }) => peer?.id) : []);
  return ({ id, placeholder, claimedById }) => {
    const isAsked = withAuthors ? claimedById === undefined : !placeholder;
    return isAsked && id !== userId && without?.has(id) !== true && !direct.has(id);
  };
}

/** Everybody whom the device knows: first those one talks to, as the inbox has them. */
function nearestFirst({ people, inbox }: Sources): readonly UserProfile[] {
  const { known } = people;
  const byId = new Map(known.map((person) => [person.id, person]));
  const near = new Set(inbox.conversations.flatMap(({ peer }) => (peer ? (byId.get(peer.id) ?? []) : [])));
  return [...near, ...known.filter((person) => !near.has(person))];
}

function others(all: readonly UserProfile[], known: readonly UserProfile[]): readonly UserProfile[] {
  const has = new Set(known.map(({ id }) => id));
  return all.filter(({ id }) => !has.has(id));
}
