/** Where the app has crashed; a catalogue of its own (`crash-texts.ts`). */
export const crash = {
  'crash.title': 'Something broke',
  'crash.why': 'It has been reported. What you wrote is kept on this device.',
  'anew.why':
    'It broke again after it was loaded again. Fetching everything anew may help: messages, conversations and people come from the server once more, and the app looks as it did at first. What only this device has is kept: messages that are not sent yet, drafts, and files that wait.',
  'anew.fetch': 'Fetch everything anew',
  'anew.offline': 'This needs a connection. Until there is one, nothing is taken off this device.',
  'anew.unreachable': 'The server does not answer. Nothing was taken off this device; try again later.',
  'anew.failed': 'This device does not let go of what it has. Close the other tabs of Nova and try again.',
} as const;
