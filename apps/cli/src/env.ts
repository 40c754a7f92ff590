import { homedir } from 'node:os';
import { join } from 'node:path';

/** What the environment says. Empty counts as not given. */
export interface Env {
  readonly url: string | undefined;
  readonly token: string | undefined;
  readonly operatorToken: string | undefined;
  readonly password: string | undefined;
  /** Where credentials are kept. */
  readonly configFolder: string;
  /** Where positions and unsent messages are kept. */
  readonly stateFolder: string;
  /** What relative paths of the command line are relative to: npm changes folder before it runs a script. */
  readonly workFolder: string;
}

/** The environment of this process: NOVA_URL, NOVA_TOKEN, NOVA_OPERATOR_TOKEN, NOVA_PASSWORD and the XDG folders. */
export function processEnv(): Env {
  const given = (name: string): string | undefined => process.env[name] || undefined;
  return {
    url: given('NOVA_URL'),
    token: given('NOVA_TOKEN'),
    operatorToken: given('NOVA_OPERATOR_TOKEN'),
    password: given('NOVA_PASSWORD'),
    configFolder: join(given('XDG_CONFIG_HOME') ?? join(homedir(), '.config'), 'nova'),
    stateFolder: join(given('XDG_STATE_HOME') ?? join(homedir(), '.local', 'state'), 'nova'),
    workFolder: given('INIT_CWD') ?? process.cwd(),
  };
}
