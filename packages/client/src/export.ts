export type { ExportOptions, ExportOrder, ExportProcedures } from './export/export-records.ts';
export { exportRecords } from './export/export-records.ts';
export type { ExportWords } from './export/export-html.ts';
export { htmlOf } from './export/export-html.ts';
export type { FileCounts, Missing } from './export/files-of-export.ts';
export { filesIn, FilesOfExport, placeOf } from './export/files-of-export.ts';
export type { ZipProgress } from './export/export-zip.ts';
export { exportZip } from './export/export-zip.ts';
export { jsonLinesOf } from './export/export-text.ts';
