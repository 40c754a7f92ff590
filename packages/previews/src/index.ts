export { isPublicAddress, isRange, type Reach } from './addresses/reach.ts';
export { type Resolve, resolveByDns } from './addresses/resolver.ts';
export { type AskedPage, askPage, type AskOptions } from './ask-page.ts';
export type { Outside } from './fetch/fetch-outside.ts';
export { NotShown } from './fetch/not-shown.ts';
