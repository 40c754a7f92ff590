'use client';

import { useEffect, useReducer, useState } from 'react';
import type { ComponentType, ReactNode } from 'react';
import { afterPieces } from './in-pieces.ts';
import { missingParts } from './missing-parts.ts';

/** What stands where a part will; a function is told whether the part cannot be fetched, and says so where it stands. */
type Fallback = ReactNode | ((isMissing: boolean) => ReactNode);

export type Lazily<Props> = ComponentType<Props & { readonly fallback?: Fallback }> & {
  /** Fetches it before it is shown. Never rejects. */
  preload(): Promise<void>;
  /** Whether it can be shown at once. */
  isHere(): boolean;
};

/**
 * A part of the app that is fetched when it is first shown; `fallback` stands in its place until then. One that cannot
 * be fetched breaks nothing: it is told to `missingParts` while it is to be shown, and tried again when it is shown again,
 * and when there is a network again. What breaks as it begins is reported, once. `texts` are the
 * catalogues of its own that it says something of; they are fetched beside it.
 */
export function lazily<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  ...texts: readonly { load(): Promise<unknown> }[]
): Lazily<Props> {
  let Part: ComponentType<Props> | null = null;
  let isBroken = false;
  const preload = async (): Promise<void> => {
    try {
      if (Part) return;
      const [Loaded] = await Promise.all([load(), ...texts.map((each) => each.load())]);
      Part = Loaded;
    } catch (error) {
      // Without it there is the fallback. What was fetched and breaks is a fault of the app's.
      if (isUnfetched(error) || isBroken) return;
      isBroken = true;
      reportError(error);
    }
  };
  function Shown(props: Props & { readonly fallback?: Fallback }) {
    const { fallback } = props;
    const saysItself = typeof fallback === 'function';
    const [isMissing, setIsMissing] = useState(false);
    const [, again] = useReducer((n: number) => n + 1, 0);
    useEffect(() => {
      if (Part) return;
      let isStale = false;
      const fetchPart = (): void =>
        void preload().then(() => {
          if (isStale) return;
          setIsMissing(!Part);
          if (!Part) return missingParts.note(fetchPart, saysItself);
          missingParts.forget(fetchPart);
          again();
        });
      afterPieces(() => {
        if (!isStale) fetchPart();
      });
      addEventListener('online', fetchPart);
      return () => {
        isStale = true;
        missingParts.forget(fetchPart);
        removeEventListener('online', fetchPart);
      };
    }, [saysItself]);
    if (Part) return <Part {...props} />;
    return typeof fallback === 'function' ? fallback(isMissing) : (fallback ?? null);
  }
  return Object.assign(Shown, { preload, isHere: () => Part !== null });
}

/** The build's own loader says so of what could not be fetched. */
function isUnfetched(error: unknown): boolean {
  return error instanceof Error && error.name === 'ChunkLoadError';
}
