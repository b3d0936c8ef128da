import type { DocumentFlags, GlobalFlags } from './shared.ts';

export interface ReportFlags extends GlobalFlags, DocumentFlags {}
