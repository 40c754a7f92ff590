import { importAuthorsInput, importChannelInput, importMessagesInput } from '@nova/contract';
import { authorsOfImport } from '../commands/import-authors.ts';
import { importMessagesCommand } from '../commands/import-messages.ts';
import { openImportChannel } from '../commands/open-import-channel.ts';
import { issuerOf } from '../context.ts';
import { underOpenLock } from '../lock/under-lock.ts';
import { operator, router } from '../procedures.ts';

export const importsRouter = router({
  openChannel: operator('import')
    .input(importChannelInput)
    .mutation(({ ctx, input }) => openImportChannel(ctx.parts, input, issuerOf(ctx))),
  authors: operator('import')
    .input(importAuthorsInput)
    .mutation(({ ctx, input }) => authorsOfImport(ctx.parts, input)),
  messages: operator('import')
    .input(importMessagesInput)
    .mutation(({ ctx, input }) => underOpenLock(ctx.parts, importMessagesCommand(input, issuerOf(ctx)))),
});
