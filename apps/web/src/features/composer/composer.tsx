'use client';

import type { Reach } from '@nova/contract';
import { limits, reachIn } from '@nova/contract';
import { SendHorizontal } from '../../ui/icons.tsx';
import { useCallback, useEffect, useId, useRef, useState } from 'react';
import type { ClipboardEvent, KeyboardEvent } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { numberText } from '../../i18n/message-format.ts';
import { useTalkable } from '../../nova/conversation-provider.tsx';
import { useSelf, useSummary } from '../../nova/hooks.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { problemText } from '../../problem.ts';
import { useSettings } from '../../settings/use-settings.ts';
import { classes } from '../../ui/classes.ts';
import { nameOf } from '../conversations/name-of.ts';
import { useWatch } from '../../nova/use-watch.ts';
import { focusHome } from '../keys/focus-home.ts';
import { useTalk } from '../talk/talk-provider.tsx';
import { ComposerBar } from './composer-bar.tsx';
import { bodyOf, send } from './sending.ts';
import { isInCode } from './text-edit.ts';
import { TypingLine } from './typing-line.tsx';
import { useWriting } from './use-writing.ts';
import type { Aid } from './writing-aids.tsx';
import { draftTexts } from '../../i18n/draft-texts.ts';
import { keptTexts } from '../../i18n/kept-texts.ts';
import { afterPaint } from '../../ui/after-paint.ts';
import { lazily } from '../../ui/lazily.tsx';

const loadAids = () => import('./writing-aids.tsx');
const OfferedText = lazily(async () => (await import('../drafts/offered-text.tsx')).OfferedText, draftTexts);
const SendLater = lazily(async () => (await import('../drafts/send-later.tsx')).SendLater, draftTexts);
const FileTray = lazily(async () => (await import('../files/file-tray.tsx')).FileTray);
const FileDoor = lazily(async () => (await import('../files/file-door.tsx')).FileDoor);
const ReachDialog = lazily(async () => (await import('./reach-dialog.tsx')).ReachDialog, keptTexts);
const WritingAids = lazily(async () => (await loadAids()).WritingAids);

/** The counter shows when this many are left. */
const countFromChars = 500;
const rowsMax = 12;

/** Where one writes to the conversation one is in. What is written lies on the device with every key. */
export function Composer({ placeholder }: { placeholder?: string }) {
  const { t, locale } = useSpeech();
  const nova = useNova();
  const conversation = useTalkable();
  const talk = useTalk();
  const self = useSelf();
  const summary = useSummary(conversation.id);
  const { enterSends } = useSettings();
  const writing = useWriting();
  const { draft, text, edited } = writing;
  const saysId = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const aid = useRef<Aid | null>(null);
  const held = useRef(() => {});
  const [completing, setCompleting] = useState<Aid['completing']>(null);
  const [isWanted, setIsWanted] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  /** Of files that were not taken. */
  const [said, setSaid] = useState<string | null>(null);
  /** Whom what is about to be sent mentions at once: asked about first. */
  const [asking, setAsking] = useState<Reach | null>(null);
  const left = limits.bodyMaxChars - text.length;
  const isGone = draft.editing != null && edited !== null && edited.body === null;
  const tray = nova.trays.at(conversation.draftKey);
  const files = useWatch(tray, () => tray.files);
  const hasFiles = files.length > 0 && !draft.editing;
  const canSend = (text.trim() !== '' || hasFiles) && left >= 0 && !isGone;

  const focus = useCallback((): void => {
    const here = field.current;
    if (!here) return;
    here.focus();
    here.setSelectionRange(here.value.length, here.value.length);
  }, []);
  useEffect(() => talk.provide({ focusComposer: () => requestAnimationFrame(focus) }), [talk, focus]);

  useEffect(() => {
    // Who opens a conversation from the list is about to write; who comes by a link elsewhere stays there.
    // Not before the first frame: it would lay out everything once more.
    return afterPaint(() => {
      const { activeElement } = document;
      const isFree = activeElement === null || activeElement === document.body || activeElement.closest('nav') !== null;
      if (isFree && !isTouch()) focus();
    });
  }, [focus]);

  const { id } = conversation;
  useEffect(
    () => () => {
      nova.presence.setTyping(id, false);
      held.current();
    },
    [nova, id],
  );

  const submit = async (isAsked = false): Promise<void> => {
    if (!canSend) return;
    const body = bodyOf(text, nova) ?? (text.trim() === '' ? '' : null);
    // With the addresses of the conversations that it names it may have become too long.
    if (body === null) return setSaid(t('cause.TOO_LONG'));
    setAsking(null);
    const reach = isAsked || draft.editing ? null : reachIn(body);
    if (reach !== null) {
      await ReachDialog.preload();
      if (ReachDialog.isHere()) return setAsking(reach);
      // What asks cannot be had just now: nobody is kept from sending by that.
      if (field.current?.value !== text) return;
    }
    const putBack = writing.take();
    if (hasFiles) tray.set([]);
    nova.presence.setTyping(id, false);
    setProblem(null);
    try {
      await send({ nova, conversation }, draft, body, hasFiles ? files : []);
      if (!draft.editing) talk.showEnd();
    } catch (error) {
      putBack();
      if (hasFiles) tray.set([...files, ...tray.files]);
      setProblem(error);
    }
  };

  const editLast = (): void => {
    const last = conversation.messages.findLast(({ senderId, body }) => senderId === self && body !== null);
    if (last) talk.edit(last);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.nativeEvent.isComposing || aid.current?.onKeyDown(event)) return;
    const isMod = event.ctrlKey || event.metaKey;
    const isEnter = event.key === 'Enter' && !event.altKey;
    // What sends without Ctrl or Cmd breaks the line in code: there one goes on writing.
    const isUsual = enterSends
      ? !event.shiftKey && !isInCode(text, event.currentTarget.selectionStart)
      : event.shiftKey;
    const isSendKey = isEnter && (isMod ? !event.shiftKey : isUsual && !isTouch());
    if (isSendKey) {
      event.preventDefault();
      void submit();
    } else if (isEnter && !isMod) aid.current?.onBreak(event);
    else if (event.key === 'ArrowUp' && text === '' && !isMod && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      editLast();
    } else if (event.key === 'Escape' && !event.shiftKey && (draft.editing || draft.replyToId !== null)) {
      event.preventDefault();
      if (draft.editing) writing.stopEditing();
      else writing.stopReplying();
    }
  };

  const takeFiles = async (given: readonly File[]): Promise<void> => {
    const { takeIn } = await import('../files/take-in.ts');
    setSaid(await takeIn(tray, given, t));
    focus();
  };
  const onPaste = (event: ClipboardEvent<HTMLTextAreaElement>): void => {
    const { files: pasted } = event.clipboardData;
    // What office programs copy is a text and a picture of it: the text is meant.
    if (pasted.length === 0 || event.clipboardData.types.includes('text/plain')) return aid.current?.onPaste(event);
    event.preventDefault();
    void takeFiles([...pasted]);
  };
  const write = (next: string): void => {
    writing.write(next);
    setProblem(null);
    setSaid(null);
    if (next.includes('@')) void ReachDialog.preload();
    if (!draft.editing) nova.presence.setTyping(id, next.trim() !== '');
  };
  const name = summary ? nameOf(t, summary) : '';
  return (
    <div className="@container px-4 pt-2 pb-[max(0.25rem,env(safe-area-inset-bottom))]">
      <form
        className={classes(
          'relative rounded-lg border bg-canvas',
          left < 0 || problem !== null ? 'border-danger' : 'border-edge focus-within:border-accent',
        )}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        {draft.other && <OfferedText writing={writing} text={draft.other} />}
        <ComposerBar writing={writing} isGone={isGone} onProblem={setProblem} />
        {hasFiles && <FileTray fallback={<div className="h-[4.75rem] border-b" />} tray={tray} />}
        {/* On a phone what one writes has the whole width, and the buttons a line of their own, once there is something. */}
        <div className="flex items-end has-[textarea:not(:placeholder-shown)]:block md:block">
          <textarea
            ref={field}
            {...(isTouch() ? {} : focusHome)}
            dir="auto"
            rows={Math.min(rowsMax, text.split('\n').length)}
            aria-label={placeholder ?? t('composer.label')}
            aria-describedby={saysId}
            aria-autocomplete="list"
            aria-controls={completing?.listId}
            aria-activedescendant={completing?.optionId}
            aria-invalid={left < 0}
            placeholder={placeholder ?? (name === '' ? '' : t('composer.placeholder', { name }))}
            className="block max-h-[40dvh] min-h-12 w-full min-w-0 flex-1 resize-none bg-transparent px-3 py-3 outline-none md:min-h-10 md:pt-2.5 md:pb-1 [field-sizing:content] placeholder-shown:truncate placeholder:truncate placeholder:text-quiet"
            value={text}
            onChange={(event) => write(event.target.value)}
            onKeyDown={onKeyDown}
            onPaste={onPaste}
            onFocus={() => {
              setIsWanted(true);
              held.current = nova.drafts.hold(conversation.draftKey);
            }}
            onBlur={() => held.current()}
            enterKeyHint={isTouch() ? 'enter' : 'send'}
          />
          <div className="flex min-h-12 items-center gap-1 px-1 md:min-h-10 md:px-1.5 md:pb-1">
            <div className="flex min-w-0 flex-1 items-center">
              {!draft.editing && (
                <FileDoor
                  fallback={<span className="w-16 pointer-coarse:w-22" />}
                  onFiles={(given) => void takeFiles(given)}
                />
              )}
              {isWanted && <WritingAids field={field} aid={aid} text={text} onCompleting={setCompleting} />}
            </div>
            <span id={saysId} role="status" className="text-xs">
              {left < countFromChars && (
                <span className={classes('tabular-nums', left < 0 ? 'font-semibold text-danger' : 'text-quiet')}>
                  {left < 0 ? t('composer.tooLong', { count: -left }) : numberText(locale, left)}
                </span>
              )}
            </span>
            <button
              type="submit"
              aria-label={t(draft.editing ? 'composer.save' : 'composer.send')}
              title={t(draft.editing ? 'composer.save' : 'composer.send')}
              aria-disabled={!canSend || undefined}
              // The field keeps the keyboard, on a phone the one on the screen.
              onPointerDown={(event) => event.preventDefault()}
              className="inline-grid size-8 shrink-0 place-items-center rounded-md bg-accent text-on-accent transition hover:opacity-90 aria-disabled:bg-transparent aria-disabled:text-quiet pointer-coarse:size-11"
            >
              <SendHorizontal aria-hidden="true" className="size-4.5 rtl:-scale-x-100" />
            </button>
            {!draft.editing && (
              <SendLater
                fallback={<span className="w-6 max-md:hidden pointer-coarse:w-8" />}
                writing={writing}
                tray={tray}
                isOff={!canSend}
                onProblem={setProblem}
              />
            )}
          </div>
        </div>
      </form>
      {asking !== null && (
        <ReachDialog
          word={asking}
          conversationId={id}
          onSend={() => void submit(true)}
          onClose={() => {
            setAsking(null);
            focus();
          }}
        />
      )}
      {(problem !== null || said !== null) && (
        <p role="alert" className="px-1 pt-1 text-sm text-danger">
          {problem === null ? said : problemText(t, problem)}
        </p>
      )}
      {placeholder === undefined && <TypingLine />}
    </div>
  );
}

/** On a touch screen Enter breaks the line: there is a button for sending. */
function isTouch(): boolean {
  return matchMedia('(pointer: coarse)').matches && !matchMedia('(any-pointer: fine)').matches;
}
