import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { accountFolder } from './account-folder.ts';
import { KeptCredentials } from './kept-credentials.ts';
import { findOperatorToken, isLoopback } from './operator-token.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nova-kept-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('credentials', () => {
  const ann = {
    userId: '01900000-0000-7000-8000-000000000001',
    name: 'Ann',
    email: 'ann@nova.example',
    token: 'secret',
  };

  test('are kept per server, for their owner only, and forgotten one by one', async () => {
    const path = join(folder, 'config', 'nova', 'credentials.json');
    const kept = new KeptCredentials(path);
    expect(await kept.of('http://a')).toBeNull();
    await kept.keep('http://a', ann);
    await kept.keep('http://b', { ...ann, name: 'Bob' });
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(join(path, '..'))).mode & 0o777).toBe(0o700);
    await kept.keep('http://a', null);
    expect(await kept.of('http://a')).toBeNull();
    expect(await new KeptCredentials(path).of('http://b')).toMatchObject({ name: 'Bob', token: 'secret' });
    expect(await readdir(join(path, '..'))).toEqual(['credentials.json']);
  });

  test('a damaged file is said to be, and left as it is', async () => {
    const path = join(folder, 'credentials.json');
    await writeFile(path, '{"version":1,');
    await expect(new KeptCredentials(path).keep('http://a', ann)).rejects.toThrow('is damaged');
    expect((await stat(path)).size).toBe(13);
  });
});

describe('the operator token', () => {
  const of = (more: object) => ({
    option: undefined,
    variable: undefined,
    url: new URL('http://127.0.0.1:3000'),
    secretsFile: join(folder, 'secrets.json'),
    ...more,
  });

  test('is the option, else the variable, else that of the launcher here; each says where it is from', async () => {
    expect(await findOperatorToken(of({}))).toBeNull();
    await writeFile(join(folder, 'secrets.json'), JSON.stringify({ authSecret: 'x', operatorToken: 'kept' }));
    expect(await findOperatorToken(of({}))).toEqual({ token: 'kept', from: join(folder, 'secrets.json') });
    expect(await findOperatorToken(of({ variable: 'v' }))).toEqual({ token: 'v', from: 'NOVA_OPERATOR_TOKEN' });
    expect(await findOperatorToken(of({ option: 'o', variable: 'v' }))).toEqual({
      token: 'o',
      from: '--operator-token',
    });
  });

  test("the launcher's is never shown to another machine", async () => {
    await writeFile(join(folder, 'secrets.json'), JSON.stringify({ operatorToken: 'kept' }));
    for (const url of ['https://chat.example.org', 'http://127.0.0.1.example.org', 'http://10.0.0.1:3000']) {
      expect(await findOperatorToken(of({ url: new URL(url) })), url).toBeNull();
    }
    expect(['localhost', '127.0.0.1', '127.9.9.9', '[::1]'].every(isLoopback)).toBe(true);
  });
});

test('what is kept of two servers or accounts is kept apart', () => {
  const env = { stateFolder: '/state' };
  const folders = [
    accountFolder({ env: { ...envOf(), ...env }, url: new URL('http://127.0.0.1:3000') }, 'a'),
    accountFolder({ env: { ...envOf(), ...env }, url: new URL('http://127.0.0.1:3001') }, 'a'),
    accountFolder({ env: { ...envOf(), ...env }, url: new URL('https://127.0.0.1:3000') }, 'a'),
    accountFolder({ env: { ...envOf(), ...env }, url: new URL('http://127.0.0.1:3000') }, 'b'),
  ];
  expect(new Set(folders).size).toBe(4);
});

function envOf() {
  const nothing = { url: undefined, token: undefined, operatorToken: undefined, password: undefined };
  return { ...nothing, configFolder: '', stateFolder: '', workFolder: '' };
}
