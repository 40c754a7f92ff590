'use client';

import { useEffect, useReducer } from 'react';
import type { ComponentType, ReactNode } from 'react';

export type Lazily<Props> = ComponentType<Props & { readonly fallback?: ReactNode }> & {
  /** Fetches it before it is shown. Never rejects. */
  preload(): Promise<void>;
};

/** How long a part that could not be fetched waits. */
const againMs = 3_000;

/**
 * A part of the app that is fetched when it is first shown; `fallback` stands in its place until then. One that cannot
 * be fetched breaks nothing: it is tried again after a while, when it is shown again, and when there is a network again.
 */
export function lazily<Props extends object>(load: () => Promise<ComponentType<Props>>): Lazily<Props> {
  let Part: ComponentType<Props> | null = null;
  const preload = async (): Promise<void> => {
    try {
      Part ??= await load();
    } catch {
      // Without it there is the fallback.
    }
  };
  function Shown(props: Props & { readonly fallback?: ReactNode }) {
    const [, again] = useReducer((n: number) => n + 1, 0);
    useEffect(() => {
      if (Part) return;
      let isStale = false;
      let timer: ReturnType<typeof setTimeout>;
      const fetchPart = async (): Promise<void> => {
        await preload();
        if (isStale) return;
        clearTimeout(timer);
        if (Part) again();
        else timer = setTimeout(onOnline, againMs);
      };
      const onOnline = (): void => void fetchPart();
      onOnline();
      addEventListener('online', onOnline);
      return () => {
        isStale = true;
        clearTimeout(timer);
        removeEventListener('online', onOnline);
      };
    }, []);
    return Part ? <Part {...props} /> : (props.fallback ?? null);
  }
  return Object.assign(Shown, { preload });
}
