/** Nova cannot start as asked; the message says why and what to do, in words for the user. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart';
}
