import type { Database, Failpoint } from '@nova/db';
import type { BlobStore } from '@nova/files';
import type { EpochKeeper } from '../delivery/epoch-keeper.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Settings } from '../settings.ts';
import { Job, type JobOptions } from './job.ts';
import { sweepStep } from '../files/sweep-step.ts';
import { digestStep } from '../mail/digest-step.ts';
import type { Mail } from '../mail/open-mail.ts';
import { unsubscribeUrl } from '../mail/unsubscribe-handler.ts';
import { pushStep } from '../push/push-step.ts';
import type { PushSender } from '../push/push-sender.ts';
import { pagesStep } from '../previews/sweep-pages.ts';
import type { Previews } from '../previews/open-previews.ts';
import { remindStep } from './remind-step.ts';
import { ownStep, purgeStep, searchStep } from './steps.ts';

export interface JobParts extends Pick<JobOptions, 'random' | 'after'> {
  readonly settings: Settings;
  readonly db: Database;
  readonly blobs: BlobStore;
  readonly mail: Pick<Mail, 'post'>;
  readonly epochKeeper: EpochKeeper;
  /** A piece of sending what is due; see `Api`. */
  readonly sendDue: () => Promise<boolean>;
  /** Decides whom to tell of what was committed; see `Api`. */
  readonly decideNotifications: (now: Date) => Promise<boolean>;
  /** Null: nothing is pushed. */
  readonly pushSender: PushSender | null;
  /** Tells all inboxes of a person that something they have saved is another thing now. */
  readonly tellSaved: (userId: string) => Promise<void>;
  /** Null where links are not looked up. */
  readonly previews: Previews | null;
  readonly failpoint?: Failpoint | undefined;
  readonly metrics: Metrics;
  readonly nowMs: () => number;
  readonly warn: (what: string, error: unknown) => void;
}

const epochEveryMs = 1_000;

/** Starts the work that comes back. Disposing waits for the steps that are under way. */
export function openJobs({
  settings,
  db,
  blobs,
  mail,
  epochKeeper,
  sendDue,
  decideNotifications,
  pushSender,
  tellSaved,
  previews,
  failpoint,
  metrics,
  nowMs,
  random,
  after,
  warn,
}: JobParts): AsyncDisposable {
  const jobs = new AsyncDisposableStack();
  const start = (what: string, everyMs: number, step: () => Promise<boolean>): void => {
    const job = new Job({ everyMs, step, random, after, onFailure: (error) => warn(what, error) });
    jobs.defer(() => job.close());
  };
  const { purgeEveryMs, retentionMs, searchWordsEveryMs } = settings;
  const onPurged = (messages: number): void => metrics.purged.inc(messages);
  start('purge', purgeEveryMs, purgeStep({ db, nowMs, retentionMs, onPurged }));
  start('files', settings.filesSweepEveryMs, sweepStep({ db, blobs, nowMs }));
  start('pages', settings.filesSweepEveryMs, pagesStep({ db, blobs }));
  if (previews) start('link previews', settings.linkPreviewsEveryMs, () => previews.step());
  start('drafts and scheduled', purgeEveryMs, ownStep({ db, nowMs }));
  start('due messages', settings.scheduledEveryMs, sendDue);
  start('reminders', settings.remindersEveryMs, remindStep({ db, tell: tellSaved, nowMs, failpoint }));
  const { notifyEveryMs } = settings;
  start('notifications', notifyEveryMs, () => decideNotifications(new Date(nowMs())));
  if (pushSender) start('pushes', notifyEveryMs, pushStep({ db, sender: pushSender, nowMs, random, failpoint }));
  const { publicUrl, authSecret } = settings;
  if (mail.post && publicUrl !== undefined) {
    const digest = digestStep({
      db,
      post: mail.post,
      publicUrl,
      unsubscribeUrl: (userId) => unsubscribeUrl({ publicUrl, authSecret }, userId),
      afterMs: settings.digestAfterMs,
      alsoUnproved: settings.digestToUnproved,
      nowMs,
      failpoint,
      onOutcome(verdict, error) {
        metrics.mails.inc({ what: 'digest', verdict });
        if (error !== undefined) warn('digests', error);
      },
    });
    start('digests', settings.digestEveryMs, digest);
  }
  start('search words', searchWordsEveryMs, searchStep({ db, nowMs }));
  start('epoch', epochEveryMs, async () => {
    await epochKeeper.keep();
    return false;
  });
  return jobs;
}
