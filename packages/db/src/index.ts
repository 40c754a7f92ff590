export { migrateDatabase } from './migration/migrate-database.ts';
export type { Database, OpenDatabaseOptions } from './connection/database.ts';
export { openDatabase } from './connection/database.ts';
export type { Query } from './connection/query.ts';
export type { TransactionPool } from './connection/transaction-pool.ts';
export { PoolExhausted } from './connection/transaction-pool.ts';
export { TransactionLost } from './connection/transaction.ts';
export { schema } from './schema/schema.ts';
export type { Commit, LockedConversation } from './event/event-row.ts';
export { readEpoch, rotateEpoch } from './epoch/epoch.ts';
export type { Ledger, NewMessage, Party, Standing } from './lock/ledger.ts';
export { reachIds, reachOf } from './event/reach-ids.ts';
export type { LockedTx } from './lock/locked-tx.ts';
export type { Act, Failpoint, FailpointName, LockHooks, LockRequest } from './lock/with-conversation-lock.ts';
export { withConversationLock } from './lock/with-conversation-lock.ts';
export type { AuditEntry } from './statements/write-audit.ts';
export { writeAudit } from './statements/write-audit.ts';
export type { NewConversation } from './statements/insert-conversation.ts';
export type { Heads } from './statements/read-heads.ts';
export { readHeads } from './statements/read-heads.ts';
export { readLog } from './statements/read-log.ts';
export { checkAccesses } from './statements/check-access.ts';
export type { OutboxRow } from './statements/outbox.ts';
export { deleteOutbox, outboxBacklog, pendingOutbox } from './statements/outbox.ts';
export type { Admission } from './statements/lock-conversations.ts';
export type { MemberRow, NewMember } from './statements/change-members.ts';
export {
  addMembers,
  countOwners,
  readMembers,
  removeMember,
  setFavourite,
  setNotify,
  setRole,
} from './statements/change-members.ts';
export { browseChannels } from './statements/browse-channels.ts';
export { deleteMessage, purgeMessage } from './statements/delete-message.ts';
export { forgetDrafts } from './statements/drafts/forget-drafts.ts';
export { listDrafts } from './statements/drafts/list-drafts.ts';
export { setDraft } from './statements/drafts/set-draft.ts';
export { editMessage } from './statements/edit-message.ts';
export { findConversation } from './statements/find-conversation.ts';
export type { ImportedMessage, ImportFacts } from './statements/find-imported.ts';
export { findImported } from './statements/find-imported.ts';
export type { MentionedMember } from './statements/find-mentioned.ts';
export { findMentioned } from './statements/find-mentioned.ts';
export type { SentMessage } from './statements/find-sent.ts';
export { findSent } from './statements/find-sent.ts';
export { getConversation, getStats } from './statements/get-conversation.ts';
export { holdSession } from './statements/hold-session.ts';
export type { MessageHistory } from './statements/insert-history.ts';
export type { FoundPerson, NewPerson } from './statements/import-people.ts';
export { importPeople } from './statements/import-people.ts';
export { importStats } from './statements/import-stats.ts';
export {
  claimableBy,
  claimCandidates,
  claimPlaceholder,
  conversationsOf,
  everMembers,
  holdClaims,
  pairDirect,
} from './statements/claim-placeholder.ts';
export { exportMembers } from './statements/export-members.ts';
export { exportPage } from './statements/export-page.ts';
export type { ImportAuthor } from './statements/import-authors.ts';
export { importAuthors } from './statements/import-authors.ts';
export { getStanding } from './statements/get-standing.ts';
export { listMemberIds } from './statements/list-member-ids.ts';
export type { PageWindow } from './statements/list-messages.ts';
export { listMessages } from './statements/list-messages.ts';
export { listRevisions } from './statements/list-revisions.ts';
export { listSummaries } from './statements/list-summaries.ts';
export { locateMessage } from './statements/locate-message.ts';
export type { LockedMessage } from './statements/lock-message.ts';
export { lockMessage } from './statements/lock-message.ts';
export type { NewUpload, UploadStart } from './statements/files/begin-upload.ts';
export { beginUpload } from './statements/files/begin-upload.ts';
export { finishUpload } from './statements/files/finish-upload.ts';
export type { LooseFile } from './statements/files/attach-files.ts';
export { attachFiles, lockLooseFiles } from './statements/files/attach-files.ts';
export { findMissingFiles } from './statements/files/find-missing.ts';
export type { ReadableFile } from './statements/files/find-file.ts';
export { findFile, findUploaded } from './statements/files/find-file.ts';
export { doomLooseFiles, forgetFiles, listDoomedFiles } from './statements/files/sweep-files.ts';
export { markRead } from './statements/mark-read.ts';
export { markUnread } from './statements/mark-unread.ts';
export { purgeDeleted } from './statements/purge-deleted.ts';
export { quoteMessages } from './statements/quote-messages.ts';
export type { ReferencedMessage } from './statements/read-references.ts';
export { readReferences } from './statements/read-references.ts';
export { createScheduled } from './statements/scheduled/create-scheduled.ts';
export { findScheduled, listScheduled } from './statements/scheduled/list-scheduled.ts';
export { cancelScheduled, changeScheduled } from './statements/scheduled/change-scheduled.ts';
export type { DueMessage, ScheduledVersion } from './statements/scheduled/claim-scheduled.ts';
export {
  claimScheduled,
  forgetScheduled,
  postponeScheduled,
  refuseScheduled,
} from './statements/scheduled/claim-scheduled.ts';
export type { Forwardable } from './statements/links/forward.ts';
export { addForwards, findForwardable } from './statements/links/forward.ts';
export { linkedMessages } from './statements/links/linked-messages.ts';
export type { FoundPage, PageClaim } from './statements/previews/claim-page.ts';
export { claimPage, forgetPages, listStalePages, releasePage, settlePage } from './statements/previews/claim-page.ts';
export type { PreviewFacts, ShownPreview } from './statements/previews/message-previews.ts';
export { findPicture, previewsOfPages, readPreviews, setPreviews } from './statements/previews/message-previews.ts';
export type { DuePreviewTask, PreviewTask } from './statements/previews/preview-tasks.ts';
export {
  addPreviewTasks,
  claimPreviewTasks,
  dropPreviewTask,
  postponePreviewTask,
} from './statements/previews/preview-tasks.ts';
export { lockScheduled, settleScheduled } from './statements/scheduled/settle-scheduled.ts';
export { renameConversation } from './statements/rename-conversation.ts';
export type { ThreadsPlace } from './statements/list-threads.ts';
export type { MentionsPlace } from './statements/list-mentions.ts';
export { listMentions } from './statements/list-mentions.ts';
export { listPins } from './statements/list-pins.ts';
export { listDone, listSaved } from './statements/saved/list-saved.ts';
export { claimReminders, remindersTold, untoldReminders } from './statements/saved/remind.ts';
export { forgetSaved, saveMessage, unsaveMessage } from './statements/saved/save-message.ts';
export { listThreads } from './statements/list-threads.ts';
export { setFollowing, threadPlaceOf } from './statements/follow-thread.ts';
export { markThreadRead, readThreadPlace, threadWithout } from './statements/read-thread.ts';
export { addPin, isPinned, removePin } from './statements/toggle-pin.ts';
export { addReaction, reactionsOf, removeReaction } from './statements/toggle-reaction.ts';
export {
  endSession,
  getMe,
  listDevices,
  lookUpUsers,
  searchUsers,
  setStatus,
  updateProfile,
} from './statements/users.ts';
export { newId } from './ids/new-id.ts';
export { membershipsAmong } from './statements/memberships.ts';
export { membershipsOf } from './statements/memberships-of.ts';
export { endedSessions } from './statements/ended-sessions.ts';
export { lockWaiters } from './statements/lock-waiters.ts';
export { postgresVersion } from './statements/postgres-version.ts';
export type { SearchClauseRow, SearchPhrases, SearchPlan } from './statements/search/plan-search.ts';
export { planSearch } from './statements/search/plan-search.ts';
export type { FoundEntry, SearchWindow } from './statements/search/search-messages.ts';
export { searchMessages } from './statements/search/search-messages.ts';
export type { WordFacts } from './statements/search/word-facts.ts';
export { wordFacts } from './statements/search/word-facts.ts';
export type { NearWord } from './statements/search/near-words.ts';
export { nearWords } from './statements/search/near-words.ts';
export { collectSearchWords, enterOlderMessages } from './statements/search/collect-search.ts';
export type { NamedInSearch, ResolvedNames } from './statements/search/resolve-search-names.ts';
export { resolveSearchNames } from './statements/search/resolve-search-names.ts';
export type { Addressee, CommittedRange, NotifyPlace } from './statements/notify/notify-queue.ts';
export {
  addNotifications,
  claimNotifyQueue,
  forgetNotifications,
  readAddressees,
} from './statements/notify/notify-queue.ts';
export type { NotifyStanding, NotifyWishes, TellableMessage } from './statements/notify/notify-facts.ts';
export { listNotified, readNotifyStandings, readNotifyWishes, readTellable } from './statements/notify/notify-facts.ts';
export type { PushSubscriptionRow } from './statements/notify/notify-settings.ts';
export {
  endPause,
  readNotifyDevice,
  readNotifySettings,
  removeNotifyDevice,
  setActive,
  setNotifyDevice,
  setNotifySettings,
} from './statements/notify/notify-settings.ts';
export type { DuePush, PushOutcome } from './statements/notify/pushes.ts';
export {
  claimPushes,
  planPushes,
  planTrial,
  readPushTargets,
  reviewRead,
  settlePush,
  trialPlace,
} from './statements/notify/pushes.ts';
export type { ClaimedDigest, DigestMoment } from './statements/mail/claim-digests.ts';
export { claimDigests, enterMail } from './statements/mail/claim-digests.ts';
export type { MissedMessage } from './statements/mail/list-missed.ts';
export { listMissed } from './statements/mail/list-missed.ts';
export { getMail, mailLanguage, proveAddress, setMail } from './statements/mail/mail-settings.ts';
export type { DigestOutcome } from './statements/mail/settle-digest.ts';
export { settleDigest } from './statements/mail/settle-digest.ts';
