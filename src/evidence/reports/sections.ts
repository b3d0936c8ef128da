import type { Block, Inline } from './blocks.ts';
import type { ReportContext } from './context.ts';
import * as answers from './sections/answers.ts';
import { checklistTables, involvementViews } from './sections/checklists.ts';
import { criticalDependencies, publicRepositories, scorecardTable, upstreams } from './sections/ecosystem.ts';
import {
  exceptions,
  licenseTable,
  obligationMatrix,
  openFindings,
  undecidedLicenses,
  unknownLicenses,
} from './sections/licenses.ts';
import {
  elementProfiles,
  howToVerify,
  inputDigests,
  limits,
  metricTable,
  suppliers,
  vulnerabilityTable,
} from './sections/proof.ts';
import { coverageGaps, howToAsk, perRepository, reviewQueue, unreadFiles } from './sections/repositories.ts';
import { actions, calendar, keyFigures, pilotBeside, risks, stages, trend, unknowns } from './sections/summary.ts';
import { duplicateVersions, internalForks, sharedComponents, unitTable } from './sections/units.ts';

/** One sentence or two that answer the question of a report, before anything else. */
export const ANSWERS = {
  developers: answers.developers,
  management: answers.management,
  legal: answers.legal,
  business: answers.business,
  ecosystem: answers.ecosystem,
  office: answers.office,
  proof: answers.proof,
} as const satisfies Record<string, (context: ReportContext) => readonly Inline[]>;

/** Every section that an audience can be given, by the id that the file of audiences uses. */
export const SECTIONS = {
  stages,
  'key-figures': keyFigures,
  actions,
  risks,
  unknowns,
  trend,
  calendar,
  pilot: pilotBeside,
  licenses: licenseTable,
  findings: openFindings,
  exceptions,
  obligations: obligationMatrix,
  'undecided-licenses': undecidedLicenses,
  'unknown-licenses': unknownLicenses,
  repositories: perRepository,
  'how-to-ask': howToAsk,
  'coverage-gaps': coverageGaps,
  'unread-files': unreadFiles,
  'review-queue': reviewQueue,
  units: unitTable,
  'shared-components': sharedComponents,
  'duplicate-versions': duplicateVersions,
  'internal-forks': internalForks,
  upstreams,
  critical: criticalDependencies,
  scorecards: scorecardTable,
  'public-repositories': publicRepositories,
  checklists: checklistTables,
  views: involvementViews,
  metrics: metricTable,
  elements: elementProfiles,
  suppliers,
  vulnerabilities: vulnerabilityTable,
  inputs: inputDigests,
  verify: howToVerify,
  limits,
} as const satisfies Record<string, (context: ReportContext) => readonly Block[]>;

export type AnswerId = keyof typeof ANSWERS;
export type SectionId = keyof typeof SECTIONS;
