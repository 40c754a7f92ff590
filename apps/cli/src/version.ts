import about from '../package.json' with { type: 'json' };

/** The version of this command line. */
export const version = about.version;
