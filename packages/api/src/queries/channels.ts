import type { ChannelListing } from '@nova/contract';
import { browseChannels } from '@nova/db';
import type { ApiParts } from '../parts.ts';
import { searchable } from './people.ts';

const listedMax = 200;

/** Public channels, by title. */
export async function findChannels(parts: ApiParts, typed: string, userId: string): Promise<ChannelListing[]> {
  return [...(await browseChannels(parts.db.query, { userId, text: searchable(typed), limit: listedMax }))];
}
