/** The server said no, in the words of the contract's table or with a bare status; `classify` reads either. */
export class FileRefused extends Error {
  readonly data: unknown;

  constructor(data: unknown) {
    super('the server refused the file');
    this.name = 'FileRefused';
    this.data = data;
  }
}
