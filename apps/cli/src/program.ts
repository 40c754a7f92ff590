import { Command, InvalidArgumentError } from 'commander';
import type { SignInOptions, SignUpOptions } from './account/sign-in.ts';
import type { CommonOptions, Invocation } from './invocation.ts';
import type { ImportCommandOptions } from './moving/import-command.ts';
import type { ImportIrcOptions } from './irc/import-irc.ts';
import type { ClaimsOptions } from './moving/claims.ts';
import type { ExportCommandOptions } from './export/export-command.ts';
import type { SendOptions } from './send/send-messages.ts';
import type { OutboxOptions } from './send/show-outbox.ts';
import type { TailOptions } from './tail/tail-conversation.ts';
import { version } from './version.ts';

/** Makes what a command needs of the options that every command takes. */
export type Prepare = (options: CommonOptions) => Invocation;

/**
 * The command line: what there is, and what is run for it. It never ends the process, and throws what goes wrong. What
 * a command consists of is loaded when it is run: nobody waits for the others.
 */
export function novaProgram(prepare: Prepare): Command {
  const program = new Command('nova')
    .description('Nova on the command line: chat, import, look after a server.')
    .version(version)
    .option('--url <origin>', 'the server (NOVA_URL; http://127.0.0.1:3000)')
    .option('--token <token>', 'a session to speak with (NOVA_TOKEN; else that of nova sign-in)')
    .option('--operator-token <token>', 'for what operators may do (NOVA_OPERATOR_TOKEN; else that of npm start here)')
    .option('--json', 'print JSON for programs')
    .exitOverride()
    .showHelpAfterError('(nova --help tells what there is)')
    .addHelpText('after', examples);
  /** Runs a command with what every command takes. */
  const on = (command: Command): Invocation => prepare(command.optsWithGlobals<CommonOptions>());

  program
    .command('sign-in')
    .description('sign in and keep the session; the password is typed, or NOVA_PASSWORD, or the first line of stdin')
    .option('--email <address>', 'whose account')
    .action(async (options: SignInOptions, command: Command) =>
      (await import('./account/sign-in.ts')).signIn(on(command), options),
    );
  program
    .command('sign-up')
    .description('make an account, sign in and keep the session')
    .option('--name <name>', 'as others see you')
    .option('--email <address>', 'what you will sign in with')
    .action(async (options: SignUpOptions, command: Command) =>
      (await import('./account/sign-in.ts')).signUp(on(command), options),
    );
  program
    .command('sign-out')
    .description('end the session; nothing of the account stays on this machine')
    .option('--force', 'also when unsent messages are lost by it')
    .action(async (options: { force?: boolean }, command: Command) =>
      (await import('./account/sign-in.ts')).signOut(on(command), options),
    );

  program
    .command('conversations')
    .description('your conversations')
    .action(async (_options: object, command: Command) =>
      (await import('./conversation/list-conversations.ts')).listConversations(on(command)),
    );
  program
    .command('channels')
    .description('the public channels')
    .action(async (_options: object, command: Command) =>
      (await import('./conversation/list-conversations.ts')).listChannels(on(command)),
    );
  program
    .command('join <channel>')
    .description('join a public channel, by title or id')
    .action(async (channel: string, _options: object, command: Command) =>
      (await import('./conversation/join-channel.ts')).joinChannel(on(command), channel),
    );

  program
    .command('send <conversation> [text]')
    .description('send a message, or each line of stdin as one; what was queued survives a kill and is sent once')
    .option('--key <key>', 'what was sent under this key before is not sent again')
    .option('--again', 'send the text once more although it is waiting already')
    .option('--wait <seconds>', 'how long to wait until it is sent', seconds, 60)
    .action(
      async (
        named: string,
        text: string | undefined,
        options: Omit<SendOptions, 'waitSeconds'> & { wait: number },
        command: Command,
      ) =>
        (await import('./send/send-messages.ts')).sendMessages(on(command), {
          named,
          text,
          ...options,
          waitSeconds: options.wait,
        }),
    );
  program
    .command('outbox')
    .description('what is not sent yet')
    .option('--send', 'send it, also what has failed')
    .option('--discard <id>', 'give an entry up; "failed": all that have failed')
    .option('--wait <seconds>', 'how long to wait until it is sent', seconds, 60)
    .action(async (options: Omit<OutboxOptions, 'waitSeconds'> & { wait: number }, command: Command) =>
      (await import('./send/show-outbox.ts')).showOutbox(on(command), { ...options, waitSeconds: options.wait }),
    );
  program
    .command('tail <conversation>')
    .description('follow a conversation; goes on where it stopped the last time, and leaves nothing out')
    .option('--last <count>', 'begin this many messages back, the first time', countUpTo(200), 10)
    .option('--all', 'begin with the very first message, the first time')
    .option('--after <position>', 'begin after this position of a JSON line, whatever is remembered')
    .option('--name <name>', 'remember the position under this name: for several readers')
    .option('--output <file>', 'append JSON lines to a file that is its own position: each exactly once')
    .option('--no-follow', 'end when all that is there now is printed')
    .option('--no-remember', 'neither use nor keep a position')
    .addHelpText('after', tailPromise)
    .action(async (named: string, options: TailOptions, command: Command) =>
      (await import('./tail/tail-conversation.ts')).tailConversation(on(command), named, options),
    );

  const imports = program.command('import').description('bring in history from elsewhere');
  imports
    .command('irc <files...>')
    .description(
      'import IRC logs (or folders of them): one public channel per year; running it again adds what is missing',
    )
    .option('--channel <name>', 'the IRC channel; without it, the one most people joined in the logs')
    .option('--dry-run', 'read and count, import nothing')
    .option('--concurrency <count>', 'channels filled at the same time', countUpTo(16), 3)
    .addHelpText('after', ircForms)
    .action(async (files: string[], options: ImportIrcOptions, command: Command) =>
      (await import('./irc/import-irc.ts')).importIrc(on(command), files, options),
    );

  /** What every import of a whole team takes. */
  const ofTeam = (command: Command): Command =>
    command
      .option('--dry-run', 'read everything and say what would happen and what cannot; import nothing')
      .option(
        '--trust-addresses',
        'accounts have the addresses they were made with, also those who have not proved it: you vouch for it',
      )
      .option('--concurrency <count>', 'conversations filled at the same time', countUpTo(16), 3)
      .addHelpText('after', movingPromise);
  ofTeam(imports.command('slack <export>'))
    .description('import a Slack export: the zip, or the folder that it was unpacked to')
    .action(async (path: string, options: ImportCommandOptions, command: Command) =>
      (await import('./slack/import-slack.ts')).importSlack(on(command), path, options),
    );
  ofTeam(imports.command('mattermost <export>'))
    .description(
      'import a Mattermost bulk export with its files: the zip, the folder it was unpacked to, or its .jsonl alone',
    )
    .action(async (path: string, options: ImportCommandOptions, command: Command) =>
      (await import('./mattermost/import-mattermost.ts')).importMattermost(on(command), path, options),
    );
  ofTeam(imports.command('nova <export>'))
    .description('import what nova export, or the app, wrote: JSON Lines, or a folder or a zip of it with its files')
    .action(async (path: string, options: ImportCommandOptions, command: Command) =>
      (await import('./nova/import-nova.ts')).importNova(on(command), path, options),
    );

  program
    .command('claims')
    .description('who among the placeholders of imports may be who here, by their addresses; and let them be')
    .option('--accept <address...>', 'you vouch that the account with this address is the same person', [])
    .option('--accept-all', 'you vouch for all that are listed')
    .option('--proven', 'only accounts that have proved their address')
    .action(async (options: ClaimsOptions, command: Command) =>
      (await import('./moving/claims.ts')).claims(on(command), options),
    );
  program
    .command('export [conversations...]')
    .description(
      'write conversations, or what is yours, as JSON Lines (nova import nova reads it) or as a page to read',
    )
    .option('--all', 'every conversation of yours')
    .option('--my-data', 'your profile, sessions and memberships, and what you wrote')
    .option('--html', 'a page to read, which runs and loads nothing')
    .option('--files', 'the files of messages too: --output is then a folder')
    .option('--output <path>', 'into a file, or a folder with --files, which is there when it is whole; else to stdout')
    .action(async (conversations: string[], options: Omit<ExportCommandOptions, 'conversations'>, command: Command) =>
      (await import('./export/export-command.ts')).exportCommand(on(command), { ...options, conversations }),
    );

  program
    .command('seed')
    .description('fill a server with a small workspace to look at')
    .requiredOption('--demo', 'people, channels, a group and talk; running it again changes nothing')
    .action(async (_options: object, command: Command) => (await import('./seed/seed-demo.ts')).seedDemo(on(command)));
  program
    .command('doctor')
    .description('look at everything and say what to do; ends with 4 when there is a problem')
    .action(async (_options: object, command: Command) => (await import('./doctor/doctor.ts')).doctor(on(command)));
  return program;
}

function seconds(text: string): number {
  const value = Number(text);
  if (/^\d{1,5}$/.test(text)) return value;
  throw new InvalidArgumentError('It is a number of seconds.');
}

function countUpTo(most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d{1,5}$/.test(text) && value <= most) return value;
    throw new InvalidArgumentError(`It is a number up to ${most}.`);
  };
}

const tailPromise = `
What is promised: nothing is left out and nothing is out of order, over lost connections, restarts of the server, and
kill -9 of this program. On stdout, what was printed last may be printed again after a kill: 200 lines at most, told by
their seq. With --output every event is in the file exactly once. A program that reads --json can do the same: it stores
the "position" of the last line together with what it made of it, and begins again with --after.
Who is further behind than the server replays (10,000 events) gets every message of that stretch as it is now, marked
"message" instead of "event"; joins, reactions and the like in it are not told.`;

const ircForms = `
Lines are "[HH:MM] <nick> text", "[HH:MM]  * nick text" for actions, and "=== ..." for joins, leaves and the like, which
are counted and skipped. The date of the first line is in the file's name; times count as UTC. A file of the same name
that ends in .links holds replies, "earlier later -" by numbers of lines from 0.
It may be stopped or killed at any moment: running it again adds what is missing, and nothing twice.`;

const movingPromise = `
Everything that is found is counted: imported, or left out with the reason. Members see a conversation when it is complete.
Authors are accounts with their proved addresses, else placeholders, which people claim later (nova claims).
It may be stopped or killed at any moment: running it again adds what is missing, and nothing twice.`;

const examples = `
Examples:
  nova sign-up --name Ann --email ann@example.org
  nova import irc logs/*.log                import logs; again adds what is missing
  nova join "#ubuntu 2004"                  join a channel
  nova tail "#ubuntu 2004"                  follow it; goes on where it stopped
  nova tail general --output general.jsonl  the same into a file, each line exactly once
  nova send @bob "hello"                    send a message to somebody
  make 2>&1 | nova send builds --key 4711   each line a message; again with that key sends none twice
  nova doctor                               what runs, and what to do about what does not

Ends with 0 when done, 1 when it failed, 2 for a wrong command line, 3 when you have to sign in,
4 for a doctor's finding, 75 when the same may succeed later, 130 when interrupted.`;
