'use client';

import { useSpeech } from '../../i18n/language-provider.tsx';
import { personTexts } from '../../i18n/person-texts.ts';
import { conversationPlace } from '../../navigation/place.ts';
import { go } from '../../navigation/use-place.ts';
import { useIsOnline, useProfile, useSelf } from '../../nova/hooks.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { useCommand } from '../../nova/use-command.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogActions, DialogBody } from '../../ui/dialog.tsx';
import { Problem } from '../../ui/problem.tsx';
import { useOverlays } from '../overlays/use-overlays.ts';
import { StatusOf } from '../status/status-of.tsx';

/** Who somebody is, whether they are there, and the way to write to them. */
export function PersonDialog({ userId, onClose }: { userId: string; onClose: () => void }) {
  const speech = useSpeech();
  const { t } = speech;
  const say = personTexts.in(speech);
  const self = useSelf();
  const person = useProfile(userId);
  const isMade = person?.placeholder === true;
  const owner = useProfile(person?.claimedById ?? userId);
  const isOnline = useIsOnline(isMade ? null : userId);
  return (
    <Dialog title={person?.name ?? t('people.unknown')} closeLabel={t('dialog.close')} onClose={onClose}>
      <DialogBody isText className="flex items-center gap-4 pb-5">
        <Avatar id={userId} name={person?.name ?? ''} image={person?.image ?? null} size="lg" isOnline={isOnline} />
        <div className="min-w-0">
          <p className="truncate text-quiet">
            {person && <bdi>@{person.handle}</bdi>}
            {!isMade && ` · ${isOnline ? t('presence.online') : t('presence.offline')}`}
          </p>
          <p className="mt-1 flex break-words">
            <StatusOf userId={userId} hasText />
          </p>
          {isMade && (
            <p className="mt-1 text-sm text-quiet">
              {owner && !owner.placeholder ? say('person.claimed', { name: owner.name }) : say('person.imported')}
            </p>
          )}
        </div>
      </DialogBody>
      {userId === self ? (
        <OwnActions onClose={onClose} />
      ) : (
        owner && !owner.placeholder && owner.id !== self && <Write userId={owner.id} onClose={onClose} />
      )}
    </Dialog>
  );
}

/** A conversation that there is already opens without asking the server. */
function Write({ userId, onClose }: { userId: string; onClose: () => void }) {
  const speech = useSpeech();
  const { trpc, inbox } = useNova();
  const { run, isBusy, problem } = useCommand();
  const write = (): Promise<boolean> =>
    run(async () => {
      const known = inbox.conversations.find(({ kind, peer }) => kind === 'direct' && peer?.id === userId);
      const id = known?.id ?? (await trpc.conversation.openDirect.mutate({ userId })).conversationId;
      onClose();
      go(conversationPlace(id));
    });
  return (
    <>
      <div className="px-5">
        <Problem text={problem} />
      </div>
      <DialogActions>
        <Button look="primary" isOff={isBusy} onClick={() => void write()}>
          {personTexts.in(speech)('person.write')}
        </Button>
      </DialogActions>
    </>
  );
}

function OwnActions({ onClose }: { onClose: () => void }) {
  const speech = useSpeech();
  const overlays = useOverlays();
  return (
    <DialogActions>
      <Button onClick={() => overlays.open({ name: 'status' })}>{speech.t('status.do')}</Button>
      <Button
        look="primary"
        onClick={() => {
          onClose();
          go({ name: 'settings', section: 'profile' });
        }}
      >
        {personTexts.in(speech)('person.edit')}
      </Button>
    </DialogActions>
  );
}
