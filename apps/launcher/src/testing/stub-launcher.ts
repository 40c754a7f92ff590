/** The launcher with a stub for the server; the data folder comes from the environment. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runLauncher } from '../run-launcher.ts';

const appFolder = process.env['STUB_APP'] ?? '';

await runLauncher({
  dataFolder: process.env['STUB_DATA'] ?? '',
  ...(appFolder === ''
    ? {}
    : {
        app: {
          folder: appFolder,
          program: fileURLToPath(new URL('./stub-web.ts', import.meta.url)),
          sources: [join(appFolder, 'source.txt')],
        },
      }),
  serverFile: fileURLToPath(new URL('./stub-server.ts', import.meta.url)),
  cliFile: fileURLToPath(new URL('./stub-cli.ts', import.meta.url)),
});
