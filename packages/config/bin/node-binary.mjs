import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { root } from './place.mjs';

const oldestMajor = 24;

/**
 * The Node that runs everything: the one installed with the dependencies, else this one if it is new enough.
 *
 * @throws Error saying what to install when there is none.
 */
export function nodeBinary() {
  const os = process.platform === 'win32' ? 'win' : process.platform;
  const file = process.platform === 'win32' ? 'node.exe' : 'node';
  const installed = join(root, 'node_modules', `node-${os}-${process.arch}`, 'bin', file);
  if (existsSync(installed)) return installed;
  if (Number.parseInt(process.versions.node, 10) >= oldestMajor) return process.execPath;
  throw new Error(
    `Nova runs on Node ${oldestMajor}; this is ${process.version}, and there is no installable one for ${os}-${process.arch}. ` +
      `Install Node ${oldestMajor} and try again.`,
  );
}

/**
 * This process's environment with that Node and the installed programs first on the PATH. Whatever Node runs in it keeps
 * what it made of its sources, so that the next start of the same program takes two thirds of the time.
 */
export function environment(node) {
  const programs = join(root, 'node_modules', '.bin');
  return {
    NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'node'),
    ...process.env,
    TURBO_TELEMETRY_DISABLED: '1',
    TURBO_NO_UPDATE_NOTIFIER: '1',
    PATH: [dirname(node), programs, process.env.PATH ?? ''].join(delimiter),
  };
}
