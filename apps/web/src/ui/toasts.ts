import type { ReactNode } from 'react';

export interface ToastAction {
  readonly label: string;
  readonly run: () => void;
}

/** A short word on what just happened, perhaps with something to do about it. */
export interface Toast {
  readonly id: number;
  readonly text: ReactNode;
  readonly kind: 'news' | 'problem';
  readonly action: ToastAction | null;
  /** What else can be done about it, in a line of its own; `label` says what these have in common. */
  readonly choices: { readonly label: string; readonly actions: readonly ToastAction[] } | null;
  readonly forMs: number;
}

type ToastWish = Pick<Toast, 'text'> & Partial<Omit<Toast, 'id'>>;

const most = 4;

/** What is to be told in passing. One per app; `ToastRegion` shows it. */
export class Toasts {
  #all: readonly Toast[] = [];
  #lastId = 0;
  readonly #listeners = new Set<() => void>();

  /** The same array until it changes. */
  get all(): readonly Toast[] {
    return this.#all;
  }

  /** Returns what takes it away again. Of many, the newest are shown. */
  show({
    text,
    kind = 'news',
    action = null,
    choices = null,
    forMs = kind === 'news' ? 4_000 : 8_000,
  }: ToastWish): () => void {
    const toast = { id: ++this.#lastId, text, kind, action, choices, forMs };
    this.#set([...this.#all, toast].slice(-most));
    return () => this.dismiss(toast.id);
  }

  dismiss(id: number): void {
    this.#set(this.#all.filter((toast) => toast.id !== id));
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #set(all: readonly Toast[]): void {
    this.#all = all;
    for (const listener of this.#listeners) listener();
  }
}
