import type { Shower } from '../features/notifications/show-news.ts';

/** A window of the app. */
export interface AppWindow {
  readonly visibilityState: string;
  readonly focused: boolean;
  focus(): Promise<unknown>;
  postMessage(message: unknown): void;
}

/** One that goes on until the work that it began is done. */
export interface LastingEvent {
  waitUntil(work: Promise<unknown>): void;
}

export interface PushEvent extends LastingEvent {
  readonly data: { text(): string } | null;
}

export interface ClickEvent extends LastingEvent {
  readonly action: string;
  /** What was written, where a browser lets one answer in the notification. */
  readonly reply?: string | null;
  readonly notification: Pick<Notification, 'data' | 'close'>;
}

/** What the worker needs of its surroundings to tell of messages; the project's types are those of pages. */
export interface WorkerScope {
  readonly registration: Shower;
  readonly clients: {
    matchAll(of: { type: 'window'; includeUncontrolled: boolean }): Promise<readonly AppWindow[]>;
    openWindow(path: string): Promise<unknown>;
  };
  addEventListener(type: 'push', listener: (event: PushEvent) => void): void;
  addEventListener(type: 'notificationclick', listener: (event: ClickEvent) => void): void;
}

/** What the worker says to the app's windows. */
export type WorkerWord =
  | { readonly type: 'nova:open'; readonly path: string }
  /** Something was answered from a notification. */
  | { readonly type: 'nova:replies' };
