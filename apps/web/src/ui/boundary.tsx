'use client';

import { Component } from 'react';
import type { ReactNode } from 'react';

export interface BoundaryProps {
  readonly onError: (error: unknown) => void;
  readonly fallback: ReactNode;
  /** Another one is another try: what broke with the one before may be fine with this. */
  readonly of?: unknown;
  readonly children: ReactNode;
}

/** Keeps what breaks inside from breaking what is around it: told to `onError`, and `fallback` stands in its place. */
export class Boundary extends Component<BoundaryProps, { readonly hasCrashed: boolean }> {
  override state = { hasCrashed: false };

  static getDerivedStateFromError(): { hasCrashed: boolean } {
    return { hasCrashed: true };
  }

  override componentDidCatch(error: unknown): void {
    this.props.onError(error);
  }

  override componentDidUpdate(before: BoundaryProps): void {
    if (this.state.hasCrashed && before.of !== this.props.of) this.setState({ hasCrashed: false });
  }

  override render(): ReactNode {
    return this.state.hasCrashed ? this.props.fallback : this.props.children;
  }
}
