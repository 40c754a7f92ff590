'use client';

import type { ExportOrder } from '@nova/client/export';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { movingTexts } from '../../i18n/moving-texts.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { problemText } from '../../problem.ts';
import { exportWords } from './export-words.ts';
import { handOver } from './hand-over.ts';

export type ExportFormat = 'html' | 'jsonl';

export interface Export {
  /** Reads everything and hands it over as a file; nothing is handed over of an export that did not end. Never rejects. */
  run(order: ExportOrder, as: { readonly format: ExportFormat; readonly title: string }): Promise<void>;
  stop(): void;
  readonly state: 'idle' | 'running' | 'done';
  readonly messages: number;
  readonly problem: string | null;
}

const mimeTypes = { html: 'text/html;charset=utf-8', jsonl: 'application/jsonl;charset=utf-8' } as const;

/** An export that one waits for; leaving ends it. */
export function useExport(): Export {
  const speech = useSpeech();
  const { trpc } = useNova();
  const [state, setState] = useState<Export['state']>('idle');
  const [messages, setMessages] = useState(0);
  const [problem, setProblem] = useState<string | null>(null);
  const running = useRef<AbortController | null>(null);
  const stop = useCallback(() => running.current?.abort(), []);
  useEffect(() => stop, [stop]);
  const run = async (order: ExportOrder, { format, title }: { format: ExportFormat; title: string }): Promise<void> => {
    if (running.current) return;
    const controller = new AbortController();
    running.current = controller;
    setState('running');
    setMessages(0);
    setProblem(null);
    try {
      const { exportRecords, htmlOf, jsonLinesOf } = await import('@nova/client/export');
      const exportedAt = new Date().toISOString();
      const records = exportRecords(trpc, order, { signal: controller.signal, exportedAt });
      const say = movingTexts.in(speech);
      const texts = format === 'html' ? htmlOf(records, exportWords(say, { ...speech, title })) : jsonLinesOf(records);
      const parts: string[] = [];
      for await (const text of texts) {
        parts.push(text);
        if (text.includes('"type":"message"') || text.includes('<article')) setMessages((count) => count + 1);
      }
      handOver(new Blob(parts, { type: mimeTypes[format] }), `${title}.${format}`);
      setState('done');
    } catch (error) {
      setState('idle');
      if (!controller.signal.aborted) setProblem(problemText(speech.t, error));
    } finally {
      running.current = null;
    }
  };
  return { run, stop, state, messages, problem };
}
