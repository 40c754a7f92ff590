/** The promises of delivery's ports as suites, to be run on every implementation (`@nova/delivery/contracts`). */
export type { ChannelsRig } from './contracts/describe-channels.ts';
export { describeChannels } from './contracts/describe-channels.ts';
export type { EventLogRig } from './contracts/describe-event-log.ts';
export { describeEventLog } from './contracts/describe-event-log.ts';
export type { EventStreamRig } from './contracts/describe-event-stream.ts';
export { describeEventStream } from './contracts/describe-event-stream.ts';
export type { OnlineRegisterRig } from './contracts/describe-online-register.ts';
export { describeOnlineRegister } from './contracts/describe-online-register.ts';
