import type { SeededRandom } from '@nova/testkit';

/** How likely each mishap is, in [0, 1). */
export interface Chances {
  /** A request is lost before it reaches a node, its answer on the way back. */
  readonly requestLost: number;
  readonly answerLost: number;
  /** A node refuses for a passing reason. */
  readonly refused: number;
  /** The sessions of a person have to be renewed. */
  readonly signedOut: number;
  /** A frame of a socket is lost or comes twice, as no socket does: the client checks too (D10). */
  readonly frameLost: number;
  readonly frameTwice: number;
  /** Wake-ups through Redis. */
  readonly wakeLost: number;
  readonly wakeTwice: number;
  /** An append runs once more, up to seconds later. */
  readonly appendTwice: number;
  /** Redis does what it is asked but does not answer in time; or it does not even do it. */
  readonly redisSilent: number;
  readonly redisRefuses: number;
  readonly databaseFails: number;
  /** A write to a device's store takes its time; or finds no room. */
  readonly diskSlow: number;
  readonly diskFull: number;
}

const calm: Chances = {
  requestLost: 0,
  answerLost: 0,
  refused: 0,
  signedOut: 0,
  frameLost: 0,
  frameTwice: 0,
  wakeLost: 0,
  wakeTwice: 0,
  appendTwice: 0,
  redisSilent: 0,
  redisRefuses: 0,
  databaseFails: 0,
  diskSlow: 0,
  diskFull: 0,
};

const rough: Chances = {
  requestLost: 0.04,
  answerLost: 0.04,
  refused: 0.03,
  signedOut: 0.002,
  frameLost: 0.002,
  frameTwice: 0.01,
  wakeLost: 0.15,
  wakeTwice: 0.1,
  appendTwice: 0.05,
  redisSilent: 0.01,
  redisRefuses: 0.02,
  databaseFails: 0.01,
  diskSlow: 0.1,
  diskFull: 0.004,
};

/** How long things take at most, in milliseconds. */
export interface Delays {
  readonly network: number;
  readonly database: number;
  readonly redis: number;
  readonly disk: number;
}

/**
 * Everything that can go wrong by itself. Each seed has its own climate: some mishaps never happen in it, others more
 * often, so that what one of them hides another run shows.
 */
export class Weather {
  readonly random: SeededRandom;
  chances: Chances;
  delays: Delays;

  constructor(random: SeededRandom) {
    this.random = random;
    const climate = Object.entries(rough).map(([name, chance]) => [name, chance * random.pick([0, 0.5, 1, 1, 3])]);
    this.chances = { ...rough, ...(Object.fromEntries(climate) as Partial<Chances>) };
    const pace = random.pick([0.2, 1, 1, 4]);
    this.delays = { network: 60 * pace, database: 8 * pace, redis: 6 * pace, disk: 20 };
  }

  /** No more mishaps; delays stay. */
  calm(): void {
    this.chances = calm;
  }

  happens(mishap: keyof Chances): boolean {
    const chance = this.chances[mishap];
    return chance > 0 && this.random.chance(chance);
  }

  /** Often nothing, seldom much more than usual. */
  delayMs(of: keyof Delays): number {
    const most = this.delays[of];
    const dice = this.random.next();
    if (dice < 0.3) return 0;
    return Math.ceil(this.random.next() * most * (dice > 0.98 ? 8 : 1));
  }
}
