/** Nothing can be shown of a page: it is not there, not what is shown, too much, too slow, or not ours to ask. */
export class NotShown extends Error {
  override name = 'NotShown';
}
