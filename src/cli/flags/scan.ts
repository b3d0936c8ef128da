import type { DocumentFlags, ScanFlags } from './shared.ts';

export interface ScanCommandFlags extends ScanFlags, DocumentFlags {}
