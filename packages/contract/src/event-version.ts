/** The version of the event shapes (L4). A changed shape is a new number. */
export const eventVersion = 1;
