'use client';

import type { ComponentProps } from 'react';
import { PlaceLink } from '../../navigation/place-link.tsx';

/** Where else one may want to go from a screen before the app. */
export function EntryLink(props: Omit<ComponentProps<typeof PlaceLink>, 'className'>) {
  return <PlaceLink {...props} className="rounded-sm font-medium text-link underline underline-offset-2" />;
}
