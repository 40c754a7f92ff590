'use client';

import { X } from './icons.tsx';
import { createContext, use, useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { Button, IconButton } from './button.tsx';
import { classes } from './classes.ts';
import type { Toast } from './toasts.ts';
import { Toasts } from './toasts.ts';

const ToastContext = createContext<Toasts | null>(null);

/** Where short words appear: at the bottom, read aloud, never taking the focus; they stay while one points at them. */
export function ToastProvider({ children, dismissLabel }: { children: ReactNode; dismissLabel: string }) {
  const [toasts] = useState(() => new Toasts());
  const subscribe = useCallback((listener: () => void) => toasts.subscribe(listener), [toasts]);
  const read = (): readonly Toast[] => toasts.all;
  const all = useSyncExternalStore(subscribe, read, read);
  return (
    <ToastContext value={toasts}>
      {children}
      <div
        className="pointer-events-none fixed inset-x-0 bottom-0 z-60 flex flex-col items-center gap-2 p-4 pb-[max(1rem,env(safe-area-inset-bottom))] [:root:has([data-condition])_&]:bottom-8"
        role="status"
        aria-live="polite"
      >
        {all.map((toast) => (
          <ToastCard key={toast.id} toast={toast} dismissLabel={dismissLabel} onDone={() => toasts.dismiss(toast.id)} />
        ))}
      </div>
    </ToastContext>
  );
}

function ToastCard({ toast, dismissLabel, onDone }: { toast: Toast; dismissLabel: string; onDone: () => void }) {
  const [isHeld, setIsHeld] = useState(false);
  const { id, forMs } = toast;
  const toasts = useToasts();
  useEffect(() => {
    if (isHeld) return;
    const timer = setTimeout(() => toasts.dismiss(id), forMs);
    return () => clearTimeout(timer);
  }, [isHeld, toasts, id, forMs]);
  return (
    <div
      className={classes(
        'pointer-events-auto flex max-w-md flex-wrap items-center gap-2 rounded-lg border bg-raised py-2 ps-4 pe-2 text-sm shadow-raised',
        toast.kind === 'problem' && 'border-danger',
      )}
      onPointerEnter={() => setIsHeld(true)}
      onPointerLeave={() => setIsHeld(false)}
      onFocus={() => setIsHeld(true)}
      onBlur={() => setIsHeld(false)}
    >
      <span className="min-w-0 flex-1 break-words">{toast.text}</span>
      {toast.action && (
        <Button
          look="link"
          onClick={() => {
            toast.action?.run();
            onDone();
          }}
        >
          {toast.action.label}
        </Button>
      )}
      <IconButton label={dismissLabel} onClick={onDone}>
        <X aria-hidden="true" />
      </IconButton>
      {toast.choices && (
        <div role="group" aria-label={toast.choices.label} className="-ms-3 flex w-full flex-wrap">
          {toast.choices.actions.map(({ label, run }) => (
            <Button
              key={label}
              look="quiet"
              onClick={() => {
                run();
                onDone();
              }}
            >
              {label}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}

/** Tells something in passing: `toasts.show({ text })`. */
export function useToasts(): Toasts {
  const toasts = use(ToastContext);
  if (!toasts) throw new Error('outside of ToastProvider');
  return toasts;
}
