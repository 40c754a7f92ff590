/** What the command tells its caller. */
export const exitCodes = {
  done: 0,
  failed: 1,
  /** The command line or its input is wrong. */
  usage: 2,
  /** Nobody is signed in, or not as who may do this. */
  signIn: 3,
  /** `nova doctor` found something wrong. */
  unhealthy: 4,
  /** The server cannot be reached or is busy: the same command may succeed later. */
  later: 75,
  interrupted: 130,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The command cannot do what it was asked: in words for the person at the keyboard, with what to do about it. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly code: ExitCode;

  constructor(message: string, { code = exitCodes.failed, cause }: { code?: ExitCode; cause?: unknown } = {}) {
    super(message, cause === undefined ? {} : { cause });
    this.code = code;
  }
}
