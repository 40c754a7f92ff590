import { Account } from './account.ts';
import type { MovedConversation, MovedSource, Names } from './moved.ts';

export interface SurveyedConversation {
  readonly conversation: MovedConversation;
  readonly messages: number;
}

/** What an import of a source would do. */
export interface Survey {
  readonly conversations: readonly SurveyedConversation[];
  readonly account: Account;
  /** Messages to import. */
  readonly total: number;
}

/** Reads everything once, as an import does, and imports nothing. */
export async function survey(source: MovedSource, signal: AbortSignal): Promise<Survey> {
  const handles = new Map(source.people.map(({ key, handle, name }) => [key, handle ?? name]));
  const names: Names = { handleOf: (key) => handles.get(key) ?? null, conversationIdOf: () => null };
  const account = new Account();
  const conversations: SurveyedConversation[] = [];
  for (const conversation of source.conversations) {
    const own = new Account();
    for await (const _ of conversation.messages(names, own)) signal.throwIfAborted();
    account.include(own);
    conversations.push({ conversation, messages: own.count('messages') });
  }
  return { conversations, account, total: account.count('messages') };
}
