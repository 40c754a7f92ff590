/** What notifications say; the worker speaks too, so this is a catalogue of its own (`pushed-texts.ts`). */
export const pushed = {
  fromIn: '{name} in {title}',
  from: { one: '{count} message from {name}', other: '{count} messages from {name}' },
  in: { one: '{count} message in {title}', other: '{count} messages in {title}' },
  reply: 'Reply',
  replyHint: 'Message',
  trial: 'Notifications work',
  trialBody: 'This is how Nova tells you of messages on this device.',
  forwardOf: '↪ Message from {name}',
} as const;
