import { router } from './procedures.ts';
import { conversationRouter } from './routers/conversation-router.ts';
import { draftRouter } from './routers/draft-router.ts';
import { fileRouter } from './routers/file-router.ts';
import { importsRouter } from './routers/imports-router.ts';
import { inboxRouter } from './routers/inbox-router.ts';
import { mailRouter } from './routers/mail-router.ts';
import { messageRouter } from './routers/message-router.ts';
import { newestAppRouter } from './routers/newest-app-router.ts';
import { notificationRouter } from './routers/notification-router.ts';
import { presenceRouter } from './routers/presence-router.ts';
import { scheduledRouter } from './routers/scheduled-router.ts';
import { threadRouter } from './routers/thread-router.ts';
import { userRouter } from './routers/user-router.ts';

/** Every public procedure. It holds no state: what it stands on comes with each call's context. */
export const appRouter = router({
  user: userRouter,
  conversation: conversationRouter,
  message: messageRouter,
  thread: threadRouter,
  draft: draftRouter,
  scheduled: scheduledRouter,
  file: fileRouter,
  inbox: inboxRouter,
  notification: notificationRouter,
  presence: presenceRouter,
  mail: mailRouter,
  imports: importsRouter,
  newestApp: newestAppRouter,
});

/** What the typed client is made from. */
export type AppRouter = typeof appRouter;
