import { type MailSettings, proveInput, setMailInput } from '@nova/contract';
import { getMail } from '@nova/db';
import { changeMail } from '../commands/set-mail.ts';
import { proveCommand } from '../commands/prove-address.ts';
import { issuerOf } from '../context.ts';
import { refuse } from '../errors/refusal.ts';
import { router, signedIn } from '../procedures.ts';
import { me } from '../queries/people.ts';

export const mailRouter = router({
  settings: signedIn('read').query(async ({ ctx }): Promise<MailSettings> => {
    const found = await getMail(ctx.parts.db.query, ctx.caller.userId);
    if (!found) throw refuse('UNAUTHENTICATED');
    return { isOn: ctx.parts.mail.isOn, ...found };
  }),
  set: signedIn('write')
    .input(setMailInput)
    .mutation(({ ctx, input }) => changeMail(ctx.parts, input, issuerOf(ctx))),
  /** Sends the link once more. */
  askForProof: signedIn('mail').mutation(async ({ ctx }) => {
    if (!ctx.parts.mail.isOn) throw refuse('MAIL_OFF');
    const { id: userId, name, email } = await me(ctx.parts, ctx.caller.userId);
    ctx.parts.mail.askForProof({ userId, name, email, language: null });
    return { email };
  }),
  prove: signedIn('mail')
    .input(proveInput)
    .mutation(({ ctx, input }) => proveCommand(ctx.parts, input.token, issuerOf(ctx))),
});
