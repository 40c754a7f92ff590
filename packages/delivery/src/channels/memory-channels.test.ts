import { describeChannels } from '../contracts/describe-channels.ts';
import { MemoryChannels, MemoryPubSub } from './memory-channels.ts';

describeChannels('MemoryChannels', () => {
  const pubSub = new MemoryPubSub();
  return Promise.resolve({
    node: () => Promise.resolve(new MemoryChannels(pubSub)),
    goDown: () => {
      pubSub.isDown = true;
      return Promise.resolve();
    },
    comeBack: () => {
      pubSub.comeBack();
      return Promise.resolve();
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  });
});
