import { readOptions, usage } from './options.ts';
import { relevance } from './relevance.ts';
import { scale } from './scale.ts';

try {
  const options = readOptions(process.argv.slice(2));
  const say = (line: string): void => console.log(line);
  if (options === null) say(usage);
  else await (options.what === 'relevance' ? relevance(options, say) : scale(options, say));
} catch (error) {
  console.error(error instanceof TypeError ? `${error.message}\n\n${usage}` : error);
  process.exitCode = 1;
}
