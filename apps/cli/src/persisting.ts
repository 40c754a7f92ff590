import { patience, type PatienceOptions, type Persisting, systemPlatform } from '@nova/client';

/** Patience by the clock of the machine. */
export function persistingWith(options: Omit<PatienceOptions, 'platform'>): Persisting {
  return patience({ ...options, platform: systemPlatform() });
}
