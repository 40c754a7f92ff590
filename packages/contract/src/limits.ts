/** Sizes that both sides agree on. Deployments change rates (see the server's env), never these. */
export const limits = {
  /** Characters (UTF-16 code units) of one message body. */
  bodyMaxChars: 8_000,
  titleMaxChars: 120,
  topicMaxChars: 500,
  nameMaxChars: 80,
  handleMaxChars: 32,
  /** The words of a status. */
  statusMaxChars: 80,
  /** One emoji with all its joiners and modifiers. */
  emojiMaxChars: 64,
  /** Different emoji on one message. */
  reactionsPerMessage: 50,
  /** Messages of one page of history. */
  pageMax: 200,
  pageDefault: 50,
  /** What else happened between the messages of one page, at most. */
  noticesPerPage: 200,
  /** Links to messages looked up at a time, and characters shown of what each leads to. */
  linksMax: 50,
  linkChars: 600,
  /** Conversations and threads in which one person may have begun to write. */
  draftsMax: 500,
  /** Messages that one person may have waiting to be sent later, and how far ahead: 370 days. */
  scheduledMax: 200,
  scheduleAheadMs: 31_968_000_000,
  /** Links of one message that are shown as more than that, characters of such an address, and of what is shown of it. */
  previewsPerMessage: 3,
  linkUrlMaxChars: 2_000,
  previewSiteChars: 60,
  previewTitleChars: 200,
  previewDescriptionChars: 400,
  /** Messages asked for by id at a time, and characters shown of each. */
  quotesMax: 100,
  quoteChars: 300,
  /** People shown on a thread's summary. */
  threadFaces: 3,
  /** Threads of one page of the threads view. */
  threadsPageMax: 50,
  /** Mentions of one page, and what is pinned in one conversation as far as it is listed. */
  mentionsPageMax: 100,
  pinsShown: 200,
  /** Messages that one person may have saved to do; those that are done, of one page. */
  savedMax: 500,
  savedPageMax: 100,
  /** Members of one group; public channels have no bound. */
  groupMembersMax: 500,
  /** Ids in one list input: users to look up or add, conversations to watch. */
  idsMax: 500,
  /** One WebSocket frame or one HTTP body from a caller, in bytes. */
  requestMaxBytes: 1_048_576,
  /** Unread and mention counts stop here; the app shows "999+". */
  unreadCap: 1_000,
  /** What may be typed into a search, and results of one page. */
  searchTextMaxChars: 300,
  searchPageMax: 100,
  searchPageDefault: 20,
  /** Messages of one import batch. */
  importBatchMax: 1_000,
  /** Later texts of one imported message, and people of one reaction on it. */
  importEditsMax: 200,
  importReactionsMax: 1_000,
  /** Messages of one page of an export; messages looked through for those of one person. */
  exportPageMax: 200,
  exportScanMax: 5_000,
  /** Entries that one account may have waiting on a device (O7). */
  outboxEntriesMax: 1_000,
  /** Files of one message, bytes of one file, characters of its name and of the words that describe it. */
  filesPerMessage: 10,
  fileMaxBytes: 104_857_600,
  fileNameMaxChars: 200,
  altMaxChars: 500,
  /** Pixels of one picture, all its frames together: what a reader's device can show. */
  imageMaxPixels: 50_000_000,
  /** Words that one is told of wherever they are said, and their length. */
  keywordsMax: 50,
  keywordMaxChars: 60,
  /** Devices on which one person is told, and the length of the address of one at its push service. */
  notifyDevicesMax: 20,
  endpointMaxChars: 1_000,
  /** Characters shown of a message that one is told of, and messages that one is told of at a time. */
  notificationChars: 200,
  notificationsMax: 200,
  /** A typing mark lives this long unless renewed (D11). */
  typingTtlMs: 5_000,
  /** Somebody unseen for this long is offline (D11). */
  presenceTtlMs: 45_000,
} as const;
