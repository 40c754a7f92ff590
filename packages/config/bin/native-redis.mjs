import { aptInstall, mayInstall, onPath } from './apt.mjs';

/**
 * Installs a native Redis for the tests if this is root on a system with apt-get and there is none. Its service is
 * not started: tests start private ones. Never fails; without it the tests use the embedded one.
 */
export function installNativeRedis() {
  if (onPath('redis-server') ?? onPath('valkey-server')) return;
  if (!mayInstall()) {
    console.log('No native Redis on the PATH: Redis tests run on the embedded Valkey, cluster tests are skipped.');
    return;
  }
  process.stdout.write('Installing redis-server for the tests (apt-get; its service is not started) … ');
  const isThere = aptInstall(['redis-server']) && onPath('redis-server') !== undefined;
  console.log(isThere ? 'done.' : 'failed: the tests go on with the embedded Valkey.');
}
