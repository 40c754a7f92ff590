import { fakePlatform } from '@nova/testkit';
import { MemoryChannels, MemoryPubSub } from '../channels/memory-channels.ts';
import { describeOnlineRegister } from '../contracts/describe-online-register.ts';
import { MemoryClaims, MemoryOnlineRegister } from './memory-online-register.ts';

describeOnlineRegister('MemoryOnlineRegister', () => {
  const platform = fakePlatform();
  const claims = new MemoryClaims();
  const pubSub = new MemoryPubSub();
  let nodes = 0;
  return Promise.resolve({
    node() {
      const channels = new MemoryChannels(pubSub);
      const nodeId = `node ${++nodes}`;
      const register = new MemoryOnlineRegister({ claims, channels, nodeId, nowMs: () => platform.nowMs() });
      return Promise.resolve({ channels, register });
    },
    lapse: (ttlMs) => platform.advance(ttlMs),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  });
});
