import type { Reason } from '@nova/contract';
import type { Platform } from '@nova/delivery';
import type { Journal } from '../journal.ts';
import type { Weather } from '../weather.ts';

/** What a node writes to a socket about one subscription. */
export type Frame = { readonly id: number } & (
  | { readonly type: 'started' }
  | { readonly type: 'items'; readonly items: readonly { readonly cursor: string; readonly text: string }[] }
  | { readonly type: 'reset'; readonly cursor: string; readonly text: string }
  | { readonly type: 'ended' }
  | { readonly type: 'failed'; readonly reason: Reason }
);

/** Frames under way beyond which a node waits for the reader (D4). */
const highWater = 3;

/**
 * One direction of one connection: frames arrive in order, later, as fast as the reader takes them, until it is cut.
 * The mishaps `frameLost` and `frameTwice` make it worse than TCP is.
 */
export class Pipe {
  readonly #clock: Platform;
  readonly #weather: Weather;
  readonly #journal: Journal;
  readonly #frames: Frame[] = [];
  #read: (frame: Frame) => void = () => {};
  #drained: () => void = () => {};
  #isPaused = false;
  #isMoving = false;
  #isCut = false;

  constructor(of: { clock: Platform; weather: Weather; journal: Journal }) {
    this.#clock = of.clock;
    this.#weather = of.weather;
    this.#journal = of.journal;
  }

  /** Whether the reader keeps up. */
  get hasRoom(): boolean {
    return this.#isCut || this.#frames.length < highWater;
  }

  onFrame(read: (frame: Frame) => void): void {
    this.#read = read;
  }

  onDrained(drained: () => void): void {
    this.#drained = drained;
  }

  /** `false`: taken, but no more until it has drained. */
  write(frame: Frame): boolean {
    if (this.#isCut) return true;
    // Only words that hold no events are written to a socket that is full.
    if (frame.type === 'items' && !this.hasRoom) this.#journal.broken('D4', 'a socket was flooded');
    this.#frames.push(frame);
    this.#move();
    return this.hasRoom;
  }

  /** The reader stops reading: what is written piles up. */
  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    this.#move();
  }

  /** Whatever is under way is lost. Idempotent. */
  cut(): void {
    this.#isCut = true;
    this.#frames.length = 0;
  }

  #move(): void {
    if (this.#isMoving || this.#isPaused || this.#isCut || this.#frames.length === 0) return;
    this.#isMoving = true;
    this.#clock.after(this.#weather.delayMs('network'), () => {
      this.#isMoving = false;
      if (this.#isPaused || this.#isCut) return;
      // Whatever was written meanwhile arrives together.
      for (const frame of this.#frames.splice(0)) this.#arrive(frame);
      if (!this.#isCut) this.#drained();
      this.#move();
    });
  }

  #arrive(frame: Frame): void {
    if (this.#isCut) return;
    const isLossy = frame.type === 'items';
    if (isLossy && this.#weather.happens('frameLost')) return;
    this.#read(frame);
    if (isLossy && this.#weather.happens('frameTwice')) this.#read(frame);
  }
}
