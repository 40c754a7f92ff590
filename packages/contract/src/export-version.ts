/** The version of the export format. A reader refuses a newer one. */
export const exportFormatVersion = 1;
