export type { RunningServer, ServerOptions } from './start-server.ts';
export { startServer } from './start-server.ts';
export type { Settings } from './settings.ts';
export { BadEnvironment, readEnv } from './env.ts';
