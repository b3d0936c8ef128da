import { HARMLESS_GAPS } from '../../domain/notice.ts';
import { field, isRecord, listField, textField } from '../../domain/values.ts';
import { jsonOf, type RegistryFiles } from './files.ts';
import type { Registry } from './registry.ts';

/** The result of an OpenSSF Scorecard run (ossf/scorecard, pkg/scorecard/json.v2.schema). */
export interface Scorecard {
  /** `github.com/owner/name`. */
  readonly repository: string;
  /** ISO date. */
  readonly date: string;
  readonly score: number;
  readonly checks: number;
}

export function readScorecards(registry: Registry, files: RegistryFiles): Scorecard[] {
  return registry.scorecards.flatMap(({ file }) => {
    const json = jsonOf(files, file);
    const repository = textField(field(json, 'repo'), 'name');
    const date = textField(json, 'date')?.slice(0, 10);
    const score = field(json, 'score');
    if (repository === undefined || date === undefined || typeof score !== 'number' || !Number.isFinite(score)) return [];
    return [{ repository, date, score, checks: (listField(json, 'checks') ?? []).length }];
  });
}

/** A gate that ran in CI, read from the findings that it wrote. */
export interface GateRun {
  readonly repository: string;
  readonly policySha256: string;
  readonly judgedOn: string;
  readonly treeDigest: string;
}

export function readGateRuns(registry: Registry, files: RegistryFiles): GateRun[] {
  return registry.gates.flatMap(({ file, repository }) => {
    const json = jsonOf(files, file);
    const name = repository ?? textField(field(json, 'snapshot'), 'name');
    const policySha256 = textField(field(json, 'policy'), 'sha256');
    const judgedOn = textField(json, 'judgedOn');
    const treeDigest = textField(field(json, 'snapshot'), 'treeDigest');
    if (textField(json, 'schema') !== 'licet-findings/1' || name === undefined || policySha256 === undefined) return [];
    if (judgedOn === undefined || treeDigest === undefined) return [];
    return [{ repository: name, policySha256, judgedOn, treeDigest }];
  });
}

/** An attribution document that a release made, by the commit that it was made of. */
export interface RegisteredNotice {
  readonly repository: string;
  readonly commit: string;
  readonly gaps: number;
}

export function readNotices(registry: Registry, files: RegistryFiles): RegisteredNotice[] {
  return registry.notices.flatMap(({ file, repository }) => {
    const json = jsonOf(files, file);
    const name = repository ?? textField(field(json, 'source'), 'name');
    const commit = textField(field(json, 'source'), 'commit');
    const gaps = listField(json, 'gaps');
    // Without a commit nobody can say which release it is about.
    if (textField(json, 'schema') !== 'licet-notice/1' || name === undefined || commit === undefined || gaps === undefined)
      return [];
    const harmless: ReadonlySet<string> = HARMLESS_GAPS;
    return [{ repository: name, commit, gaps: gaps.filter((gap) => !harmless.has(textField(gap, 'kind') ?? '')).length }];
  });
}

/** What an imported result says of vulnerabilities: which are known, and which of them somebody decided about. */
export interface VulnerabilityResult {
  readonly file: string;
  readonly format: Registry['vulnerabilities'][number]['format'];
  /** Name patterns of the repositories it is about. */
  readonly repositories: readonly string[];
  readonly date: string;
  readonly readable: boolean;
  readonly known: readonly string[];
  readonly decided: readonly string[];
}

export function readVulnerabilities(registry: Registry, files: RegistryFiles): VulnerabilityResult[] {
  return registry.vulnerabilities.map(({ file, format, repositories, date }) => {
    const json = jsonOf(files, file);
    const found = isRecord(json) ? READERS[format](json) : [];
    return {
      file,
      format,
      repositories,
      date,
      readable: isRecord(json),
      known: found.map(({ id }) => id),
      decided: found.filter(({ decided }) => decided).map(({ id }) => id),
    };
  });
}

interface Known {
  readonly id: string;
  readonly decided: boolean;
}

const READERS: Readonly<Record<VulnerabilityResult['format'], (json: unknown) => Known[]>> = {
  // google/osv-scanner, output of `--format json`: results[].packages[].vulnerabilities[].id
  osv: (json) =>
    (listField(json, 'results') ?? []).flatMap((result) =>
      (listField(result, 'packages') ?? []).flatMap((one) =>
        (listField(one, 'vulnerabilities') ?? []).flatMap((item) => known(textField(item, 'id'), false)),
      ),
    ),
  // SARIF 2.1.0, 3.27.23: an accepted suppression is a decision.
  sarif: (json) =>
    (listField(json, 'runs') ?? []).flatMap((run) =>
      (listField(run, 'results') ?? []).flatMap((result) => known(textField(result, 'ruleId'), isSuppressed(result))),
    ),
  // OpenVEX 0.2.0: `under_investigation` is the one status that decides nothing.
  openvex: (json) =>
    (listField(json, 'statements') ?? []).flatMap((statement) => {
      const vulnerability = field(statement, 'vulnerability');
      const id = typeof vulnerability === 'string' ? vulnerability : textField(vulnerability, 'name');
      const status = textField(statement, 'status');
      return known(id, status === 'not_affected' || status === 'affected' || status === 'fixed');
    }),
  // CycloneDX, vulnerabilities[].analysis.state: `in_triage` decides nothing.
  cyclonedx: (json) =>
    (listField(json, 'vulnerabilities') ?? []).flatMap((item) => {
      const state = textField(field(item, 'analysis'), 'state');
      return known(textField(item, 'id'), state !== undefined && state !== 'in_triage');
    }),
};

function known(id: string | undefined, decided: boolean): Known[] {
  return id === undefined ? [] : [{ id, decided }];
}

function isSuppressed(result: unknown): boolean {
  return (listField(result, 'suppressions') ?? []).some((one) => {
    const status = textField(one, 'status');
    return status === undefined || status === 'accepted';
  });
}
