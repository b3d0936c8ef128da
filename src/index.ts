/** The public API: every stage as a function, with everything it needs passed in. */

export { scan, type ScanRequest } from './pipeline/scan.ts';
export type { CountingCaches, GitFacts, OpenedTree, Progress, ScanServices } from './pipeline/services.ts';
export { exportInventory, type ExportRequest } from './pipeline/export-inventory.ts';
export { renderDocument, type DocumentFormat, type DocumentOptions } from './pipeline/render-snapshot.ts';
export type { InventorySource } from './inventory/merge/source.ts';
export { openTree } from './io/open-tree.ts';
export { openCaches } from './io/caches.ts';
export { packageFilesOpener } from './io/package-files.ts';
export { loadLicenseAliases, loadLicenseData } from './io/license-rules.ts';
export { ECOSYSTEM_IDS, loadEcosystems } from './ecosystems/list.ts';
export { makeNotice, type NoticeInput } from './pipeline/notice.ts';
export { renderNotice, type NoticeFormat } from './report/notice/render.ts';
export type { Notice } from './domain/notice.ts';
export { renderCycloneDx } from './report/cyclonedx/render.ts';
export { validateCycloneDx } from './report/cyclonedx/validate.ts';
export { parseSnapshot, renderSnapshot } from './report/snapshot.ts';
export type { Component, ComponentId, Edge, Hash, Occurrence, Origin, Use } from './domain/component.ts';
export type { Diagnostic } from './domain/diagnostic.ts';
export type { LicenseConclusion, LicenseEvidence, SpdxExpression } from './domain/license.ts';
export type { Project, ProjectRole } from './domain/project.ts';
export { makePurl, parsePurl, purlParts, type Purl, type PurlParts } from './domain/purl.ts';
export { toExpression } from './domain/spdx-expression.ts';
export type { CacheUse, InputFile, Snapshot, Source } from './domain/snapshot.ts';
