import {
  conversationInput,
  importAuthorsInput,
  importChannelInput,
  importConversationInput,
  importMembersInput,
  importMessagesInput,
  importPeopleInput,
  limits,
  missingFilesInput,
  operatorClaimInput,
} from '@nova/contract';
import { claimCandidates, findMissingFiles, importStats } from '@nova/db';
import { claim } from '../commands/claim.ts';
import { authorsOfImport } from '../commands/import-authors.ts';
import { importMembersCommand } from '../commands/import-members.ts';
import { importMessagesCommand } from '../commands/import-messages.ts';
import { peopleOfImport } from '../commands/import-people.ts';
import { openImportChannel, openImportConversation } from '../commands/open-import-conversation.ts';
import { issuerOf } from '../context.ts';
import { refuse } from '../errors/refusal.ts';
import { underOpenLock } from '../lock/under-lock.ts';
import { operator, router } from '../procedures.ts';

export const importsRouter = router({
  openChannel: operator('import')
    .input(importChannelInput)
    .mutation(({ ctx, input }) => openImportChannel(ctx.parts, input, issuerOf(ctx))),
  openConversation: operator('import')
    .input(importConversationInput)
    .mutation(({ ctx, input }) => openImportConversation(ctx.parts, input, issuerOf(ctx))),
  authors: operator('import')
    .input(importAuthorsInput)
    .mutation(({ ctx, input }) => authorsOfImport(ctx.parts, input)),
  people: operator('import')
    .input(importPeopleInput)
    .mutation(({ ctx, input }) => peopleOfImport(ctx.parts, input)),
  messages: operator('import')
    .input(importMessagesInput)
    .mutation(({ ctx, input }) => underOpenLock(ctx.parts, importMessagesCommand(input, issuerOf(ctx)))),
  /** Those of the files that are still to be uploaded before their messages are imported. Asked by POST: it may name thousands. */
  missingFiles: operator('import')
    .input(missingFilesInput)
    .mutation(({ ctx, input }) => {
      const wanted = input.messages.flatMap(({ id: messageId, fileIds }) =>
        fileIds.map((fileId) => ({ messageId, fileId })),
      );
      return findMissingFiles(ctx.parts.db.query, wanted, ctx.caller.userId);
    }),
  members: operator('import')
    .input(importMembersInput)
    .mutation(({ ctx, input }) => underOpenLock(ctx.parts, importMembersCommand(input, issuerOf(ctx)))),
  stats: operator('import')
    .input(conversationInput)
    .query(async ({ ctx, input }) => {
      const found = await importStats(ctx.parts.db.query, input.conversationId);
      if (!found) throw refuse('NOT_A_MEMBER');
      return found;
    }),
  claims: operator('import').query(({ ctx }) => claimCandidates(ctx.parts.db.query, limits.importBatchMax)),
  claim: operator('import')
    .input(operatorClaimInput)
    .mutation(({ ctx, input }) => claim(ctx.parts, input, { issuer: issuerOf(ctx), asOperator: true })),
});
