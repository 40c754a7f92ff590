import { router, signedIn } from '../procedures.ts';

export const newestAppRouter = router({
  /** Which build of the app whoever opens it now would get; null when nobody knows (O12). */
  build: signedIn('read').query(async ({ ctx }) => ({ build: await ctx.parts.newestApp.build() })),
});
