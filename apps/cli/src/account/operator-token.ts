import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** The header in which whoever runs a deployment shows the operator token. */
export const operatorHeader = 'x-nova-operator';

export interface OperatorToken {
  readonly token: string;
  /** Where it is from, for a person. */
  readonly from: string;
}

export interface OperatorSources {
  readonly option: string | undefined;
  readonly variable: string | undefined;
  /** The server that it would be shown to. */
  readonly url: URL;
  /** Where the launcher of this repository keeps its secrets. */
  readonly secretsFile: string;
}

export const localSecretsFile = join(fileURLToPath(new URL('../../../..', import.meta.url)), '.nova', 'secrets.json');

/**
 * The operator token: the option's, the environment's, or the one of this repository's own launcher, which is shown to
 * a server of this machine only. Null when there is none.
 */
export async function findOperatorToken(of: OperatorSources): Promise<OperatorToken | null> {
  if (of.option !== undefined) return { token: of.option, from: '--operator-token' };
  if (of.variable !== undefined) return { token: of.variable, from: 'NOVA_OPERATOR_TOKEN' };
  if (!isLoopback(of.url.hostname)) return null;
  const text = await readFile(of.secretsFile, 'utf8').catch(() => null);
  if (text === null) return null;
  const read = z.object({ operatorToken: z.string().min(1) }).safeParse(parsed(text));
  return read.success ? { token: read.data.operatorToken, from: of.secretsFile } : null;
}

export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A damaged file is the launcher's to complain about; here it holds no token.
    return null;
  }
}
