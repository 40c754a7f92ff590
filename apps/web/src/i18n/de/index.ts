import type { Catalogue } from '../catalogue.ts';
import { files } from './files.ts';
import { frame } from './frame.ts';
import { people } from './people.ts';
import { problems } from './problems.ts';
import { threads } from './threads.ts';
import { timeline } from './timeline.ts';

export const de: Catalogue = {
  ...files,
  ...frame,
  ...people,
  ...problems,
  ...threads,
  ...timeline,
};
