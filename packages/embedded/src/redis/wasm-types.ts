/** What this project uses of valkey.wasm's exports. */
export interface ValkeyModule {
  readonly memory: WebAssembly.Memory;
  /** Initialises the server and starts listening; returns at once. */
  rk_boot(port: number): void;
  /** One pass over what is ready. */
  rk_step(): void;
  /** How long the module would like to sleep between passes when nothing happens. */
  rk_next_timeout_ms(): number;
}

/**
 * Checks that the module is the one this code was written for.
 *
 * @throws Error naming the missing export.
 */
export function databaseModule(exports: WebAssembly.Exports): ValkeyModule {
  const memory = exports['memory'];
  if (!(memory instanceof WebAssembly.Memory)) throw new Error('valkey.wasm exports no memory');
  const call = (name: string): ((argument?: number) => unknown) => {
    const found = exports[name];
    if (typeof found !== 'function') throw new Error(`valkey.wasm exports no ${name}`);
    return (argument): unknown => Reflect.apply(found, undefined, [argument]);
  };
  const boot = call('rk_boot');
  const step = call('rk_step');
  const nextTimeout = call('rk_next_timeout_ms');
  return { memory, rk_boot: boot, rk_step: () => void step(), rk_next_timeout_ms: () => Number(nextTimeout()) };
}

/** The exception tag of C's longjmp: carries one pointer. TypeScript's own declarations do not know tags yet. */
export function longJumpTag(): WebAssembly.ImportValue {
  const Tag: unknown = Reflect.get(WebAssembly, 'Tag');
  if (typeof Tag !== 'function') throw new Error('this Node has no WebAssembly exception handling');
  return Reflect.construct(Tag, [{ parameters: ['i32'] }]) as WebAssembly.ImportValue;
}
