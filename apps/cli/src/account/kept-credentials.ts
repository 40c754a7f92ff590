import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Id } from '@nova/contract';
import { replaceFile } from '@nova/client/file-store';
import { z } from 'zod';
import { CliError } from '../cli-error.ts';

const credentialSchema = z.object({
  userId: z.uuid(),
  name: z.string(),
  email: z.string(),
  token: z.string().min(1),
});
const fileSchema = z.object({ version: z.literal(1), servers: z.record(z.string(), credentialSchema) });

/** A session as it lies on the disk. The token is as good as the password until it is signed out. */
export interface Credential {
  readonly userId: Id;
  readonly name: string;
  readonly email: string;
  readonly token: string;
}

/** Who is signed in at which server, in one file that only its owner may read (0600, in a folder of 0700). */
export class KeptCredentials {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  get path(): string {
    return this.#path;
  }

  /** @throws CliError when the file is damaged; it is left as it is. */
  async of(origin: string): Promise<Credential | null> {
    return (await this.#read())[origin] ?? null;
  }

  /** `null` forgets it. The file is replaced as a whole. @throws CliError. */
  async keep(origin: string, credential: Credential | null): Promise<void> {
    const { [origin]: _, ...others } = await this.#read();
    const servers = credential === null ? others : { ...others, [origin]: credential };
    await mkdir(dirname(this.#path), { recursive: true, mode: 0o700 });
    await replaceFile(this.#path, `${JSON.stringify({ version: 1, servers }, null, 2)}\n`);
  }

  async #read(): Promise<Record<string, Credential>> {
    const text = await readFile(this.#path, 'utf8').catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw error;
    });
    if (text === null) return {};
    try {
      return fileSchema.parse(JSON.parse(text)).servers;
    } catch (error) {
      throw new CliError(`${this.#path} is damaged. Delete it and sign in again.`, { cause: error });
    }
  }
}
