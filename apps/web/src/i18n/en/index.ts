import { files } from './files.ts';
import { frame } from './frame.ts';
import { people } from './people.ts';
import { problems } from './problems.ts';
import { threads } from './threads.ts';
import { timeline } from './timeline.ts';

/** The catalogue that the other languages answer to. */
export const en = { ...files, ...frame, ...people, ...problems, ...threads, ...timeline };
