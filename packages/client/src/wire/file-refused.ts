import { type ErrorData, readErrorData } from '@nova/contract';

/** The server said no, in the words of the contract's table or with a bare status; `classify` reads either. */
export class FileRefused extends Error {
  readonly data: unknown;

  constructor(data: unknown) {
    super('the server refused the file');
    this.name = 'FileRefused';
    this.data = data;
  }
}

/** What Nova says of a refusal; null when it was not Nova that answered. */
export function dataOf(text: string): ErrorData | null {
  try {
    const said: unknown = JSON.parse(text);
    const error: unknown = typeof said === 'object' && said !== null ? Reflect.get(said, 'error') : null;
    return typeof error === 'object' && error !== null ? readErrorData(Reflect.get(error, 'data')) : null;
  } catch {
    return null;
  }
}
