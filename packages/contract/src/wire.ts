import * as conversation from './conversation.ts';
import * as drafts from './drafts.ts';
import * as events from './events.ts';
import * as exports from './exports.ts';
import * as gathered from './gathered.ts';
import * as imports from './imports.ts';
import { linkedInput } from './links.ts';
import * as live from './live.ts';
import * as mail from './mail.ts';
import * as message from './message.ts';
import * as notifications from './notifications.ts';
import * as saved from './saved.ts';
import { setStatusInput } from './status.ts';
import * as threads from './threads.ts';
import * as scheduled from './scheduled.ts';
import { attachmentSchema, uploadedInput } from './files.ts';
import { hidePreviewsInput, linkPreviewSchema } from './previews.ts';
import { errorDataSchema } from './error-data.ts';
import { searchHitSchema, searchInput } from './search/search.ts';

/** Every schema that crosses the wire, by name: what the version tripwire hashes and the fuzzers feed on. */
export const wireSchemas = {
  errorData: errorDataSchema,
  event: events.eventSchema,
  reset: events.resetSchema,
  message: message.messageSchema,
  attachment: attachmentSchema,
  linkPreview: linkPreviewSchema,
  'file.uploaded': uploadedInput,
  'message.send': message.sendInput,
  'message.edit': message.editInput,
  'message.delete': message.deleteInput,
  'message.react': message.reactInput,
  'message.pin': message.pinInput,
  'message.hidePreviews': hidePreviewsInput,
  'message.list': message.listInput,
  'message.quotes': message.quotesInput,
  'message.revisions': message.revisionsInput,
  'thread.list': threads.listThreadsInput,
  'thread.get': threads.threadInput,
  'thread.follow': threads.followThreadInput,
  'thread.markRead': threads.readThreadInput,
  'message.linked': linkedInput,
  'scheduled.create': scheduled.scheduleInput,
  'scheduled.change': scheduled.changeScheduledInput,
  'scheduled.named': scheduled.scheduledInput,
  'draft.list': drafts.listDraftsInput,
  'draft.set': drafts.setDraftInput,
  'message.pinned': conversation.conversationInput,
  'message.mentions': gathered.listMentionsInput,
  'message.save': saved.saveInput,
  'message.saved': saved.listDoneInput,
  'notification.setSettings': notifications.notifySettingsInput,
  'notification.setDevice': notifications.notifyDeviceInput,
  'notification.setActive': notifications.activeInput,
  'message.search': searchInput,
  searchHit: searchHitSchema,
  'conversation.events': events.eventsInput,
  'conversation.get': conversation.conversationInput,
  'conversation.reach': conversation.conversationInput,
  'conversation.openDirect': conversation.openDirectInput,
  'conversation.createGroup': conversation.createGroupInput,
  'conversation.update': conversation.updateInput,
  'conversation.addMembers': conversation.addMembersInput,
  'conversation.removeMember': conversation.removeMemberInput,
  'conversation.setRole': conversation.setRoleInput,
  'conversation.markRead': conversation.markReadInput,
  'conversation.markUnread': conversation.markUnreadInput,
  'conversation.mute': conversation.muteInput,
  'conversation.favour': conversation.favourInput,
  'conversation.browse': conversation.browseInput,
  'user.updateProfile': conversation.updateProfileInput,
  'user.setStatus': setStatusInput,
  'mail.set': mail.setMailInput,
  'mail.prove': mail.proveInput,
  'user.search': conversation.userSearchInput,
  'user.lookup': conversation.userLookupInput,
  'user.revokeDevice': conversation.revokeDeviceInput,
  'presence.setTyping': live.setTypingInput,
  'presence.watch': live.watchInput,
  'imports.openChannel': imports.importChannelInput,
  'imports.authors': imports.importAuthorsInput,
  'imports.messages': imports.importMessagesInput,
  'imports.openConversation': imports.importConversationInput,
  'imports.people': imports.importPeopleInput,
  'imports.missingFiles': imports.missingFilesInput,
  'imports.members': imports.importMembersInput,
  'imports.claim': imports.operatorClaimInput,
  'user.claim': imports.claimInput,
  'conversation.exportPage': exports.exportPageInput,
  'conversation.exportMembers': exports.exportMembersInput,
};
