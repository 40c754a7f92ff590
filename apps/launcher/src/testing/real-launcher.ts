/** The launcher with the parts that people get; the data folder comes from the environment. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runLauncher } from '../run-launcher.ts';
import { webAppIn } from '../web-app.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

await runLauncher({
  dataFolder: process.env['REAL_DATA'] ?? '',
  serverFile: join(root, 'apps', 'server', 'src', 'main.ts'),
  cliFile: join(root, 'apps', 'cli', 'src', 'main.ts'),
  app: webAppIn(root),
});
