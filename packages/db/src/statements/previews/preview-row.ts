import type { LinkPreview } from '@nova/contract';

/** A preview and nothing else, its members always in this order: events are compared byte for byte. */
export function previewOf({ url, host, site, title, description, picture }: LinkPreview): LinkPreview {
  if (picture === null) return { url, host, site, title, description, picture };
  const { id, width, height, placeholder } = picture;
  return { url, host, site, title, description, picture: { id, width, height, placeholder } };
}
