'use client';

import type { FormEvent, ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { Problem } from '../../ui/problem.tsx';

export interface MailStepProps {
  /** What came of it; `null` until it is done. */
  readonly done: string | null;
  /** What the button says. */
  readonly label: string;
  readonly isBusy: boolean;
  readonly problem: string | null;
  readonly onSubmit: () => Promise<void>;
  /** What there is to fill in. */
  readonly children: ReactNode;
}

/** One step on the way to a new password, by mail: a form, and then what came of it. */
export function MailStep({ done, label, isBusy, problem, onSubmit, children }: MailStepProps) {
  if (done !== null) return <p role="status">{done}</p>;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void onSubmit();
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      {children}
      <Problem text={problem} />
      <Button look="primary" type="submit" isOff={isBusy} className="min-h-10">
        {label}
      </Button>
    </form>
  );
}
