'use client';

import { SignInAgainDialog } from '../account/sign-in-again-dialog.tsx';
import { SignOutDialog } from '../account/sign-out-dialog.tsx';
import { BrowseChannelsDialog } from '../channels/browse-channels-dialog.tsx';
import { EditConversationDialog } from '../groups/edit-conversation-dialog.tsx';
import { LeaveDialog } from '../groups/leave-dialog.tsx';
import { NewConversationDialog } from '../groups/new-conversation-dialog.tsx';
import { HelpDialog } from '../keys/help-dialog.tsx';
import { AddMembersDialog } from '../members/add-members-dialog.tsx';
import { ExportDialog } from '../moving/export-dialog.tsx';
import { NewMessageDialog } from '../people/new-message-dialog.tsx';
import { PersonDialog } from '../people/person-dialog.tsx';
import { StatusDialog } from '../status/status-dialog.tsx';
import { Switcher } from '../switcher/switcher.tsx';
import type { Overlay } from './overlay.ts';

/** The window that is open. */
export function OverlayView({ overlay, onClose }: { overlay: Overlay; onClose: () => void }) {
  switch (overlay.name) {
    case 'switcher':
      return <Switcher onClose={onClose} />;
    case 'newMessage':
      return <NewMessageDialog onClose={onClose} />;
    case 'newConversation':
      return <NewConversationDialog kind={overlay.kind} onClose={onClose} />;
    case 'person':
      return <PersonDialog userId={overlay.userId} onClose={onClose} />;
    case 'browse':
      return <BrowseChannelsDialog onClose={onClose} />;
    case 'help':
      return <HelpDialog onClose={onClose} />;
    case 'status':
      return <StatusDialog onClose={onClose} />;
    case 'signOut':
      return <SignOutDialog onClose={onClose} />;
    case 'signIn':
      return <SignInAgainDialog onClose={onClose} />;
    case 'addMembers':
      return <AddMembersDialog conversationId={overlay.conversationId} onClose={onClose} />;
    case 'editConversation':
      return <EditConversationDialog conversationId={overlay.conversationId} onClose={onClose} />;
    case 'export':
      return <ExportDialog conversationId={overlay.conversationId} onClose={onClose} />;
    case 'leave':
      return <LeaveDialog conversationId={overlay.conversationId} onClose={onClose} />;
    default:
      return overlay satisfies never;
  }
}
