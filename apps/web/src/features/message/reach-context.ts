'use client';

import type { Reach } from '@nova/contract';
import { createContext } from 'react';

/** Whom the message that is being shown mentioned at once; null for nobody. */
export const ReachContext = createContext<Reach | null>(null);
