import type { Letter } from './letter.ts';
import { documentOf, html } from './layout.ts';
import { plainLine } from './plain-line.ts';
import { filled, speechFor } from './words/words-for.ts';

export interface AccountLetterFor {
  readonly name: string;
  readonly email: string;
  readonly language: string | null;
  readonly link: string;
  readonly messageId: string;
}

/** Asks somebody to show that an address is theirs. */
export function proofLetter(person: AccountLetterFor): Letter {
  return accountLetter('prove', person);
}

/** Lets somebody choose a new password. */
export function resetLetter(person: AccountLetterFor): Letter {
  return accountLetter('reset', person);
}

function accountLetter(what: 'prove' | 'reset', { name, email, language, link, messageId }: AccountLetterFor): Letter {
  const speech = speechFor(language);
  const { words } = speech;
  const plainName = plainLine(name, 80);
  const hello = filled(words.hello, { name: plainName });
  const [subject, text, doIt, otherwise] = [
    words[`${what}Subject`],
    words[`${what}Text`],
    words[`${what}Do`],
    words[`${what}Else`],
  ];
  return {
    to: { name: plainName, address: email },
    subject,
    text: [hello, text, link, otherwise].join('\n\n'),
    html: documentOf(
      speech,
      subject,
      html`<h1>${subject}</h1><section><p><bdi>${hello}</bdi></p><p>${text}</p>
<p><a class="do" href="${link}">${doIt}</a></p></section><p class="quiet">${otherwise}</p>`,
    ),
    messageId,
  };
}
