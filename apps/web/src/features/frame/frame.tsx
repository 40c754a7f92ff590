'use client';

import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { PlainKey } from '../../i18n/catalogue.ts';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { localeOf, spokenLanguage } from '../../i18n/languages.ts';
import { clockTime } from '../../i18n/times.ts';
import type { Place } from '../../navigation/place.ts';
import { go, usePlace } from '../../navigation/use-place.ts';
import { useInbox, useSession } from '../../nova/hooks.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { useWatch } from '../../nova/use-watch.ts';
import { Button } from '../../ui/button.tsx';
import { classes } from '../../ui/classes.ts';
import { lazily } from '../../ui/lazily.tsx';
import { ConversationOutline } from '../conversations/conversation-outline.tsx';
import { ConversationsPane } from '../conversations/conversations-pane.tsx';
import { forgetEmoji } from '../emoji/recent-emoji.ts';
import { useFocusHome } from '../keys/use-focus-home.ts';
import { useKeyMap } from '../keys/use-key-map.ts';
import { isExportAside, onExport } from '../moving/exports.ts';
import { useOpened } from '../notifications/use-opened.ts';
import { ConditionBar } from '../states/condition-bar.tsx';
import { FrameSkeleton } from './frame-skeleton.tsx';
import { PaneOutline } from './pane-outline.tsx';
import { PlainOutline } from './plain-outline.tsx';
import { useIsNarrow } from './use-is-narrow.ts';
import { mailTexts } from '../../i18n/mail-texts.ts';
import { movingTexts } from '../../i18n/moving-texts.ts';
import { keptTexts } from '../../i18n/kept-texts.ts';
import { notifyTexts } from '../../i18n/notify-texts.ts';
import { searchingTexts } from '../../i18n/searching-texts.ts';
import { settingsTexts } from '../../i18n/settings-texts.ts';
import { statusTexts } from '../../i18n/status-texts.ts';
import { draftTexts } from '../../i18n/draft-texts.ts';
import { WindowTitle } from './window-title.tsx';

/** On a phone these take the place of the conversations. */
const openPlaces: ReadonlySet<Place['name']> = new Set([
  'conversation',
  'settings',
  'threads',
  'mentions',
  'saved',
  'search',
  'drafts',
  'confirm',
  'nowhere',
]);

const announceAfterMs = 3_000;

const wayIn = (isMissing: boolean) => <PlainOutline isMissing={isMissing} isWhole />;

const SignInScreen = lazily(async () => (await import('../account/sign-in-screen.tsx')).SignInScreen);
const ForgotScreen = lazily(async () => (await import('../account/forgot-screen.tsx')).ForgotScreen, mailTexts);
const ResetScreen = lazily(async () => (await import('../account/reset-screen.tsx')).ResetScreen, mailTexts);
const ConfirmPane = lazily(async () => (await import('../account/confirm-pane.tsx')).ConfirmPane, mailTexts);
const SettingsPane = lazily(
  async () => (await import('../settings/settings-pane.tsx')).SettingsPane,
  mailTexts,
  movingTexts,
  notifyTexts,
  settingsTexts,
  statusTexts,
);
const MentionsPane = lazily(async () => (await import('../mentions/mentions-pane.tsx')).MentionsPane);
const SavedPane = lazily(async () => (await import('../saved/saved-pane.tsx')).SavedPane, keptTexts);
const Reminders = lazily(async () => (await import('../saved/reminders.tsx')).Reminders, keptTexts);
const Announcer = lazily(async () => (await import('../notifications/announcer.tsx')).Announcer, notifyTexts);
const ExportBar = lazily(async () => (await import('../moving/export-bar.tsx')).ExportBar, movingTexts);
const ThreadsPane = lazily(async () => (await import('../threads/threads-pane.tsx')).ThreadsPane);
const SearchPane = lazily(async () => (await import('../search/search-pane.tsx')).SearchPane, searchingTexts);
const DraftsPane = lazily(async () => (await import('../drafts/drafts-pane.tsx')).DraftsPane, draftTexts);
const Home = lazily(async () => (await import('./home.tsx')).Home);
const NowherePane = lazily(async () => (await import('./nowhere-pane.tsx')).NowherePane);
const Beginnings = lazily(async () => (await import('./home.tsx')).Beginnings);
const ConversationPane = lazily(async () => (await import('../conversation/conversation-pane.tsx')).ConversationPane);
// Whoever comes by an address of a conversation, or to the way in, waits for nothing else first.
if (typeof location !== 'undefined') {
  if (location.pathname.startsWith('/c/')) {
    void ConversationPane.preload();
    // The first of its kind takes as long as many messages: it is made while device and server are asked.
    setTimeout(() => clockTime(localeOf(spokenLanguage()), new Date().toISOString()));
  }
  if (location.pathname.startsWith('/sign-')) void SignInScreen.preload();
}

/** What is on the screen: the way in, or the panes. */
export function Frame() {
  const { t } = useSpeech();
  const session = useSession();
  const place = usePlace();
  const isEntering = place.name === 'signIn' || place.name === 'signUp';
  // Whoever comes by a link from a mail keeps it until they are signed in.
  const isByMail = place.name === 'confirm' || place.name === 'forgot' || place.name === 'reset';
  const isOut = session.status === 'signedOut';
  useEffect(() => {
    if (isOut) forgetEmoji();
  }, [isOut]);
  const shallEnter = session.status === 'signedOut' && !isEntering && !isByMail;
  const shallLeave = isEntering && session.status === 'signedIn';
  /** Where one came to by a link before one was signed in; who comes after somebody else does not go where they were. */
  const linked = useRef<Place | null>(null);
  const wasIn = useRef(false);
  useEffect(() => {
    if (shallEnter) {
      linked.current = wasIn.current ? null : place;
      go({ name: 'signIn' }, { replace: true });
    }
    if (shallLeave) go(linked.current ?? { name: 'home' }, { replace: true });
    if (session.status === 'signedIn') wasIn.current = true;
  }, [shallEnter, shallLeave, place, session.status]);

  if (place.name === 'reset') return <ResetScreen token={place.token} fallback={wayIn} />;
  if (session.status === 'unreachable')
    return <NothingToShow title={t('unreachable.title')} why={t('unreachable.why')} />;
  if (session.status === 'unreadable') {
    const isFull = session.why === 'STORAGE_FULL';
    const title = t(isFull ? 'device.fullTitle' : 'device.closedTitle');
    return <NothingToShow title={title} why={t(isFull ? 'device.fullWhy' : 'device.closedWhy')} />;
  }
  if (session.userId === null) {
    if (session.status === 'opening' || (!isEntering && !isByMail)) return <FrameSkeleton />;
    if (place.name === 'forgot') return <ForgotScreen fallback={wayIn} />;
    return <SignInScreen isNew={place.name === 'signUp'} fallback={wayIn} />;
  }
  return <Panes place={place} />;
}

/** On a phone one pane at a time: the conversations where nothing is open, else what is. */
function Panes({ place }: { place: Place }) {
  useKeyMap(place);
  useFocusHome(place);
  useEffect(() => {
    // What is opened next is most likely one of these.
    const timer = setTimeout(() => void ConversationPane.preload(), 2_000);
    return () => clearTimeout(timer);
  }, []);
  const { t } = useSpeech();
  const hereId = place.name === 'conversation' ? place.id : null;
  const isNarrow = useIsNarrow();
  const isOpen = openPlaces.has(place.name);
  return (
    <div className="flex h-dvh flex-col">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:absolute focus:start-2 focus:top-2 focus:z-50 focus:rounded-md focus:bg-raised focus:px-3 focus:py-2"
      >
        {t('frame.skip')}
      </a>
      <WindowTitle place={place} />
      <DueReminders />
      <LateAnnouncer />
      <div className="relative flex min-h-0 flex-1">
        {!isNarrow && (
          <div className="flex min-h-0 w-72 shrink-0 flex-col border-e xl:w-80">
            <ConversationsPane hereId={hereId} />
          </div>
        )}
        <div id="main" tabIndex={-1} className="flex min-w-0 flex-1 outline-none">
          {isNarrow && !isOpen ? <NarrowHome /> : <Main place={place} />}
        </div>
      </div>
      <ExportAside />
      <ConditionBar />
    </div>
  );
}

/** Nobody waits for what tells reminders until one has come. */
function DueReminders() {
  const { saved } = useNova();
  const hasCome = useWatch(saved, () => saved.view.entries.some(({ dueAt }) => dueAt !== null));
  return hasCome ? <Reminders /> : null;
}

/** An export goes on wherever one is. */
function ExportAside() {
  const isThere = useSyncExternalStore(onExport, isExportAside, () => false);
  return isThere ? <ExportBar /> : null;
}

/** Nobody is told of anything in the moment in which the app opens: everything else comes first. */
function LateAnnouncer() {
  useOpened();
  const [isTime, setIsTime] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsTime(true), announceAfterMs);
    return () => clearTimeout(timer);
  }, []);
  return isTime ? <Announcer /> : null;
}

/** On a phone, where nothing is open: the conversations, or for somebody new what to begin with. */
function NarrowHome() {
  const { t } = useSpeech();
  const { conversations, status } = useInbox();
  const isNew = conversations.length === 0 && status !== 'loading';
  return (
    <main className="flex min-h-0 w-full flex-col bg-surface">
      <h1 className="sr-only">{t('conversations.label')}</h1>
      <div className={classes('flex min-h-0 flex-col', !isNew && 'flex-1')}>
        <ConversationsPane hereId={null} />
      </div>
      {isNew && <Beginnings />}
    </main>
  );
}

function Main({ place }: { place: Place }) {
  const { t } = useSpeech();
  const named = (title: PlainKey | null) => (isMissing: boolean) => (
    <PaneOutline title={title && t(title)} isMissing={isMissing} />
  );
  switch (place.name) {
    case 'conversation':
      return (
        <ConversationPane
          key={place.id}
          place={place}
          fallback={(isMissing) => <ConversationOutline id={place.id} isMissing={isMissing} />}
        />
      );
    case 'mentions':
      return <MentionsPane fallback={named('mentions.title')} />;
    case 'saved':
      return <SavedPane fallback={named('saved.title')} />;
    case 'threads':
      return <ThreadsPane fallback={named('threads.title')} />;
    case 'search':
      return <SearchPane fallback={named('search.title')} />;
    case 'drafts':
      return <DraftsPane fallback={named('drafts.title')} />;
    case 'settings':
      return <SettingsPane section={place.section} fallback={named('settings.title')} />;
    case 'confirm':
      return <ConfirmPane token={place.token} fallback={named(null)} />;
    case 'home':
    case 'signIn':
    case 'signUp':
    case 'forgot':
    case 'reset':
      return <Home fallback={(isMissing) => <PlainOutline isMissing={isMissing} />} />;
    case 'nowhere':
      return <NowherePane fallback={(isMissing) => <PlainOutline isMissing={isMissing} />} />;
    default:
      return place satisfies never;
  }
}

/** A device that remembers nobody, with no server to ask, or one whose memory does not open. */
function NothingToShow({ title, why }: { title: string; why: string }) {
  const { t } = useSpeech();
  return (
    <main className="grid h-dvh place-items-center p-6 text-center">
      <div>
        <h1 className="text-lg font-semibold">{title}</h1>
        <p className="mt-1 max-w-prose text-quiet">{why}</p>
        <Button className="mt-4" onClick={() => location.reload()}>
          {t('dialog.tryAgain')}
        </Button>
      </div>
    </main>
  );
}
