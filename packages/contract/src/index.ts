export type { Id } from './ids.ts';
export { seqSchema, uuidSchema } from './ids.ts';
export { limits } from './limits.ts';
export {
  bodySchema,
  emojiSchema,
  handleSchema,
  nameSchema,
  titleSchema,
  topicSchema,
} from './text.ts';
export type { Mention, Reach } from './mentions.ts';
export { mentionedHandles, mentionsIn, reachIn, reachWords } from './mentions.ts';
export type { ErrorCode, Reason, RetryPolicy } from './errors.ts';
export { errorTable, isRetryable, policyOfStatus } from './errors.ts';
export type { ErrorData } from './error-data.ts';
export { errorDataSchema, reasonSchema } from './error-data.ts';
export { readErrorData } from './read-error-data.ts';
export type { LogEntry } from './log-entry.ts';
export type { Cursor } from './cursor.ts';
export { decodeCursor, encodeCursor } from './cursor.ts';
export type {
  DeleteInput,
  DeleteOutput,
  EditInput,
  EditOutput,
  ListInput,
  ListOutput,
  Message,
  PinInput,
  Quote,
  ReactInput,
  Revision,
  SendInput,
  SendOutput,
  ThreadSummary,
  ToggleOutput,
} from './message.ts';
export {
  deleteInput,
  editInput,
  listInput,
  pinInput,
  quotesInput,
  reactInput,
  revisionsInput,
  sendInput,
} from './message.ts';
export type {
  Excerpt,
  FollowedThread,
  FollowThreadOutput,
  ListThreadsInput,
  ListThreadsOutput,
  ThreadInput,
  ThreadOutput,
  ThreadPlace,
  ThreadPlaceOutput,
} from './threads.ts';
export type { LinkedInput, LinkedMessage } from './links.ts';
export { linkedInput } from './links.ts';
export type { ListDraftsOutput, SavedDraft, SetDraftInput, SetDraftOutput } from './drafts.ts';
export { listDraftsInput, setDraftInput } from './drafts.ts';
export type {
  ChangeScheduledInput,
  ListScheduledOutput,
  ScheduledMessage,
  ScheduleInput,
  ScheduleOutput,
} from './scheduled.ts';
export { changeScheduledInput, scheduledInput, scheduleInput } from './scheduled.ts';
export type { ListMentionsInput, ListMentionsOutput, PinnedMessage } from './gathered.ts';
export { listMentionsInput } from './gathered.ts';
export type { ListDoneInput, ListDoneOutput, SavedEntry, SaveInput, SaveOutput, Saving } from './saved.ts';
export { listDoneInput, saveInput } from './saved.ts';
export type {
  NotificationNews,
  NotifyDeviceInput,
  NotifyDeviceMode,
  NotifyScope,
  NotifySettings,
  NotifySettingsInput,
  NotifySettingsOutput,
  PushedNews,
  QuietHours,
} from './notifications.ts';
export { activeInput, notifyDeviceInput, notifySettingsInput } from './notifications.ts';
export { followThreadInput, listThreadsInput, readThreadInput, threadInput } from './threads.ts';
export type { Attachment } from './files.ts';
export { uploadedInput, uploadFacts } from './files.ts';
export { filesPath, previewsPath } from './files-path.ts';
export type { HidePreviewsInput, LinkPreview } from './previews.ts';
export { hidePreviewsInput } from './previews.ts';
export { webLinks } from './web-links.ts';
export { channelTitle } from './channel-title.ts';
export { cleanFileName } from './file-name.ts';
export type { EventOf, EventType, LogItem, NovaEvent, Reset } from './events.ts';
export { eventSchema, eventsInput, resetSchema } from './events.ts';
export { eventVersion } from './event-version.ts';
export type { Notice } from './notices.ts';
export { isNotice, noticeTypes } from './notices.ts';
export type {
  ChangeOutput,
  ChannelListing,
  Conversation,
  ConversationDetail,
  ConversationKind,
  ConversationStats,
  ConversationSummary,
  Device,
  Me,
  Member,
  NotifyLevel,
  ReachOutput,
  ReadOutput,
  Role,
  UserProfile,
} from './conversation.ts';
export {
  addMembersInput,
  browseInput,
  conversationInput,
  createGroupInput,
  kindSchema,
  markReadInput,
  markUnreadInput,
  favourInput,
  muteInput,
  openDirectInput,
  removeMemberInput,
  revokeDeviceInput,
  roleSchema,
  setRoleInput,
  updateInput,
  updateProfileInput,
  userLookupInput,
  userSearchInput,
} from './conversation.ts';
export type { Digest, MailSettings, SetMailInput } from './mail.ts';
export { proveInput, setMailInput } from './mail.ts';
export type { UserStatus } from './status.ts';
export { setStatusInput } from './status.ts';
export type { InboxItem, OwnThing, PresenceItem } from './live.ts';
export { setTypingInput, watchInput } from './live.ts';
export type {
  ExportedFile,
  ExportedForward,
  ExportedMessage,
  ExportMembersPage,
  ExportPage,
  ExportPageInput,
} from './exports.ts';
export { exportMembersInput, exportPageInput } from './exports.ts';
export type { ExportRecord } from './export-format.ts';
export { exportRecordSchema } from './export-format.ts';
export { exportFormatVersion } from './export-version.ts';
export type {
  Claimable,
  ClaimCandidate,
  ClaimOutput,
  ImportAuthorsOutput,
  ImportConversationOutput,
  ImportedPerson,
  ImportMembersInput,
  ImportMessagesInput,
  ImportMessagesOutput,
  ImportPeopleInput,
  ImportPeopleOutput,
  ImportStats,
  MissingFilesInput,
} from './imports.ts';
export {
  claimInput,
  importAuthorsInput,
  importChannelInput,
  importConversationInput,
  importMembersInput,
  importMessagesInput,
  importPeopleInput,
  missingFilesInput,
  operatorClaimInput,
} from './imports.ts';
export type { SearchHit, SearchInput, SearchOutput, SnippetPart } from './search/search.ts';
export { searchInput } from './search/search.ts';
export type {
  SearchClause,
  SearchOperator,
  SearchOperatorName,
  SearchWord,
  TypedOperator,
} from './search/query-language.ts';
export { canBeNot, parseSearch, searchWords, typedOperators, writtenOperator } from './search/query-language.ts';
export type { Needle } from './search/highlight.ts';
export { hasNeedle, foundFile, namedFile, snippet } from './search/highlight.ts';
export type { TimeSpan } from './search/day-span.ts';
export { commonSpan, daySpan, startHere } from './search/day-span.ts';
export { oldestWireVersion, wireVersion, wireVersionHeader } from './version.ts';
export { wireSchemas } from './wire.ts';
