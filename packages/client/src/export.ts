export type { ExportOptions, ExportOrder, ExportProcedures } from './export/export-records.ts';
export { exportRecords } from './export/export-records.ts';
export type { ExportWords } from './export/export-html.ts';
export { htmlOf } from './export/export-html.ts';
export { jsonLinesOf } from './export/export-text.ts';
