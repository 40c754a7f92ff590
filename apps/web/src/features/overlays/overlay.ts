/** A window over the app. */
export type Overlay =
  | { readonly name: 'switcher' }
  | { readonly name: 'newMessage' }
  | { readonly name: 'newConversation'; readonly kind: 'group' | 'channel' }
  | { readonly name: 'person'; readonly userId: string }
  | { readonly name: 'browse' }
  | { readonly name: 'help' }
  | { readonly name: 'status' }
  | { readonly name: 'signOut' }
  | { readonly name: 'signIn' }
  | { readonly name: 'addMembers'; readonly conversationId: string }
  | { readonly name: 'editConversation'; readonly conversationId: string }
  | { readonly name: 'export'; readonly conversationId: string }
  | { readonly name: 'leave'; readonly conversationId: string };
