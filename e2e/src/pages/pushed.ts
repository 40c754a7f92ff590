import type { CDPSession, Worker } from '@playwright/test';
import type { PushedNews } from '@nova/contract';
import type { Device } from '../fixtures/people/device.ts';

/** What the code that is evaluated in the worker finds there. */
declare const registration: ServiceWorkerRegistration;
declare const NotificationEvent: new (
  type: 'notificationclick',
  init: {
    readonly notification: Notification;
    readonly action?: string | undefined;
    readonly reply?: string | undefined;
  },
) => Event;

/** What a device shows, as far as a test asks. */
export interface Shown {
  readonly title: string;
  readonly body: string;
  readonly tag: string;
}

/** The push service of somebody's browser, and what the app's worker shows; the app needs no window meanwhile. */
export class Pushed {
  readonly #session: CDPSession;
  readonly #worker: Worker;
  readonly #origin: string;
  readonly #registrationId: string;

  private constructor(of: { session: CDPSession; worker: Worker; origin: string; registrationId: string }) {
    this.#session = of.session;
    this.#worker = of.worker;
    this.#origin = of.origin;
    this.#registrationId = of.registrationId;
  }

  /** The worker must be installed. */
  static async of({ context, origin }: Device): Promise<Pushed> {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    const registered = new Promise<string>((resolve) => {
      session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
        const own = registrations.find(({ scopeURL, isDeleted }) => scopeURL.startsWith(origin) && !isDeleted);
        if (own) resolve(own.registrationId);
      });
    });
    await session.send('ServiceWorker.enable');
    const registrationId = await registered;
    const [worker] = context.serviceWorkers().filter((one) => one.url().startsWith(origin));
    if (!worker) throw new Error('no worker');
    return new Pushed({ session, worker, origin, registrationId });
  }

  async deliver(news: PushedNews): Promise<void> {
    const of = { origin: this.#origin, registrationId: this.#registrationId };
    await this.#session.send('ServiceWorker.deliverPushMessage', { ...of, data: JSON.stringify(news) });
  }

  shown(): Promise<Shown[]> {
    return this.#worker.evaluate(async () => {
      const shown = await registration.getNotifications();
      return shown.map(({ title, body, tag }) => ({ title, body, tag }));
    });
  }

  /** Clicks what is shown of a conversation, or answers it there. */
  async click(tag: string, reply: string | null = null): Promise<void> {
    await this.#worker.evaluate(
      async ({ wanted, text }) => {
        const [notification] = await registration.getNotifications({ tag: wanted });
        if (!notification) throw new Error(`nothing is shown of ${wanted}`);
        const action = text === null ? {} : { action: 'reply', reply: text };
        dispatchEvent(new NotificationEvent('notificationclick', { notification, ...action }));
      },
      { wanted: tag, text: reply },
    );
  }
}
