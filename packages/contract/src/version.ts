/** The version of every shape on the wire. A test hashes the schemas: whoever changes one must raise this (L4). */
export const wireVersion = 19;

/** The oldest wire that servers of this version still understand: raised when something that an older app needs goes. */
export const oldestWireVersion = 1;

/**
 * The request header in which a client says which `wireVersion` it speaks. A server that no longer understands it answers
 * CLIENT_TOO_OLD; without the header nothing is checked.
 */
export const wireVersionHeader = 'x-nova-wire';
