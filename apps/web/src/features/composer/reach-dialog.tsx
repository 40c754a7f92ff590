'use client';

import type { Reach } from '@nova/contract';
import { useEffect, useRef } from 'react';
import { keptTexts } from '../../i18n/kept-texts.ts';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { useSummary } from '../../nova/hooks.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { nameOf } from '../conversations/name-of.ts';
import { useReachNow } from './use-reach-now.ts';

/** Fewer than these are told without being asked about. */
const askFrom = 6;

export interface ReachDialogProps {
  readonly word: Reach;
  readonly conversationId: string;
  readonly onSend: () => void;
  readonly onClose: () => void;
}

/** Says how many people a message is about to notify, and asks; where they are few it sends at once. */
export function ReachDialog({ word, conversationId, onSend, onClose }: ReachDialogProps) {
  const speech = useSpeech();
  const say = keptTexts.in(speech);
  const summary = useSummary(conversationId);
  const found = useReachNow(conversationId, true);
  const others = (summary?.memberCount ?? 1) - 1;
  const may = found === null || found === 'unknown' || found.may;
  // Whoever cannot ask knows how many are in it, and nothing of who is there.
  const count = found === null ? null : found === 'unknown' ? (word === 'channel' ? others : null) : found[word];
  const isSmall = found !== null && may && count !== null && count < askFrom;
  // Between two the words mean nothing; and whoever knows nothing of the conversation has nothing to ask.
  const isIdle = summary?.kind === 'direct' || (found === 'unknown' && summary === null);
  const shallSend = isSmall || isIdle;
  const send = useRef(onSend);
  send.current = onSend;
  useEffect(() => {
    if (shallSend) send.current();
  }, [shallSend]);
  if (found === null || summary === null || shallSend) return null;
  const name = nameOf(speech.t, summary);
  const title = !may
    ? say('ask.mayNotTitle', { word })
    : count === null
      ? say('ask.titleUnknown')
      : say('ask.title', { count });
  return (
    <Dialog
      title={title}
      description={may ? say(`ask.${word}`, { name }) : say('ask.mayNot', { count: others })}
      closeLabel={speech.t('dialog.close')}
      onClose={onClose}
    >
      <DialogActions>
        <Button onClick={onClose}>{speech.t('dialog.cancel')}</Button>
        <Button look="primary" onClick={onSend}>
          {say('ask.send')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
