import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Debian asks this program before it starts a service; 101 forbids it. */
const servicePolicy = '/usr/sbin/policy-rc.d';
/** Where the mirrors cannot be reached one goes on without, soon. */
const patience = ['-o', 'Acquire::http::Timeout=10', '-o', 'Acquire::https::Timeout=10', '-o', 'Acquire::Retries=0'];

/** Where on the PATH a program is; undefined when it is not. */
export function onPath(program) {
  const folder = (process.env.PATH ?? '').split(delimiter).find((one) => one !== '' && existsSync(join(one, program)));
  return folder === undefined ? undefined : join(folder, program);
}

/** Whether this process may install Debian packages. */
export function mayInstall() {
  return process.getuid?.() === 0 && onPath('apt-get') !== undefined;
}

/**
 * Installs Debian packages, with fresh lists when the old ones do not do; their services are not started.
 * @returns {boolean} whether they are installed
 */
export function aptInstall(packages) {
  const policyIsOurs = !existsSync(servicePolicy);
  if (policyIsOurs) writeFileSync(servicePolicy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    const install = () => apt(['install', '-y', '--no-install-recommends', ...packages]);
    return install() || (apt(['update']) && install());
  } finally {
    if (policyIsOurs) rmSync(servicePolicy, { force: true });
  }
}

function apt(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync('apt-get', [...patience, ...args], { env, stdio: 'ignore', timeout: 180_000 }).status === 0;
}
