import { accounts } from './accounts.ts';
import { audit } from './audit.ts';
import { conversations } from './conversations.ts';
import { drafts } from './drafts.ts';
import { events } from './events.ts';
import { forwards } from './forwards.ts';
import { importPeople } from './import-people.ts';
import { files } from './files.ts';
import { linkPages } from './link-pages.ts';
import { log } from './log.ts';
import { mail } from './mail.ts';
import { members } from './members.ts';
import { messagePreviews } from './message-previews.ts';
import { messages } from './messages.ts';
import { notifications } from './notifications.ts';
import { notifyDevices } from './notify-devices.ts';
import { notifyPeople } from './notify-people.ts';
import { notifyQueue } from './notify-queue.ts';
import { outbox } from './outbox.ts';
import { pins } from './pins.ts';
import { pushes } from './pushes.ts';
import { previewTasks } from './preview-tasks.ts';
import { reactions } from './reactions.ts';
import { readPositions } from './read-positions.ts';
import { revisions } from './revisions.ts';
import { savedMessages } from './saved-messages.ts';
import { scheduled } from './scheduled.ts';
import { searchEntries } from './search-entries.ts';
import { searchProgress } from './search-progress.ts';
import { searchWords } from './search-words.ts';
import { sessions } from './sessions.ts';
import { threadPlaces } from './thread-places.ts';
import { users } from './users.ts';
import { verifications } from './verifications.ts';

/** Every table, for Drizzle and for the authentication library's adapter (whose four are named in the plural). */
export const schema = {
  users,
  sessions,
  accounts,
  verifications,
  conversations,
  members,
  readPositions,
  messages,
  revisions,
  reactions,
  pins,
  threadPlaces,
  savedMessages,
  drafts,
  scheduled,
  forwards,
  notifyQueue,
  notifyPeople,
  notifyDevices,
  notifications,
  pushes,
  linkPages,
  messagePreviews,
  previewTasks,
  events,
  outbox,
  audit,
  log,
  files,
  searchEntries,
  searchWords,
  searchProgress,
  importPeople,
  mail,
};
