import { join } from 'node:path';

/** The app that people see: where it is, what makes it, and of what. */
export interface WebApp {
  readonly folder: string;
  /** The program behind `build`, `start` and `dev`. */
  readonly program: string;
  /** Files and folders that a build is made of: when one changes, the build is stale. */
  readonly sources: readonly string[];
}

/** The app of this repository. */
export function webAppIn(root: string): WebApp {
  const folder = join(root, 'apps', 'web');
  const made = ['serve', 'src', 'public', 'package.json', 'next.config.ts', 'postcss.config.mjs', 'tsconfig.json'];
  return {
    folder,
    program: join(folder, 'serve', 'main.ts'),
    sources: [
      ...made.map((name) => join(folder, name)),
      join(root, 'packages', 'client', 'src'),
      join(root, 'packages', 'contract', 'src'),
      join(root, 'pnpm-lock.yaml'),
    ],
  };
}
