import { renderNumbers } from '../../states/evaluate-metric.ts';
import { readVulnerabilities } from '../../registry/imports.ts';
import { counted, heading, list, paragraph, section, type Block, type Cell } from '../blocks.ts';
import type { ReportContext } from '../context.ts';
import { firstRows } from './selections.ts';

/** Every metric with its definition: what is counted, what it is held against, and what is not known. */
export function metricTable({ metrics, pilotMetrics, catalogue }: ReportContext): readonly Block[] {
  const rows = [...metrics.values()]
    .filter(({ id }) => catalogue.has(id))
    .map((metric): Cell[] => {
      const definition = catalogue.get(metric.id);
      const pilot = pilotMetrics?.get(metric.id);
      return [
        { code: metric.id },
        metric.numerator === undefined ? 'unknown' : renderNumbers(metric),
        ...(pilotMetrics === undefined ? [] : [pilot === undefined ? '' : renderNumbers(pilot)]),
        definition?.numerator ?? '',
        definition?.denominator ?? 'a count',
        metric.reason ?? '',
      ];
    });
  return section('Metrics', {
    columns: ['metric', 'value', ...(pilotMetrics === undefined ? [] : ['pilot']), 'counted', 'out of', 'why it is unknown'],
    rows,
    empty: 'Nothing was measured.',
  });
}

/** The SBOM profiles: which of their checks the organization's SBOMs meet, and what is missing. */
export function elementProfiles({ metrics }: ReportContext): readonly Block[] {
  const checks = [...metrics.values()].filter(({ id }) => id.startsWith('elements.'));
  const profiles = checks.filter(({ id }) => !checks.some((other) => other !== undefined && id.startsWith(`${other.id}.`)));
  const rows = profiles.map((profile): Cell[] => {
    const own = checks.filter(({ id }) => id.startsWith(`${profile.id}.`));
    const missing = own.filter(({ numerator, denominator }) => numerator !== denominator);
    return [
      { code: profile.id.slice('elements.'.length) },
      renderNumbers(profile),
      missing.map((one) => `${one.id.slice(profile.id.length + 1)} (${renderNumbers(one)})`).join(', ') || 'nothing',
    ];
  });
  return section('Elements of the SBOMs', {
    columns: ['profile', 'checks that hold', 'what is missing'],
    rows,
    empty: 'No SBOM was scored.',
  });
}

/** What suppliers delivered, and what each of their SBOMs lacks: the list to send back to them. */
export function suppliers({ facts, metrics }: ReportContext): readonly Block[] {
  const delivered = metrics.get('suppliers.delivered');
  const silent = facts.registry.suppliers.filter(({ sboms }) => sboms.length === 0);
  const rows = facts.supplierSboms.map((one): Cell[] => [
    one.supplier,
    one.product,
    one.state === 'scored'
      ? `${one.format ?? ''}, ${counted(one.components ?? 0, 'component')}, received ${one.received}`
      : one.state === 'missing'
        ? 'its file is not there'
        : 'neither CycloneDX JSON nor SPDX 2 JSON, so it was not scored',
    one.profiles.map(({ id, passed, checks }) => `${id}: ${passed} of ${checks}`).join(', '),
    one.profiles.find(({ id }) => id === 'ntia-2021')?.gaps.join(', ') ?? '',
  ]);
  return section('Supplier SBOMs', {
    before: delivered?.numerator === undefined ? [] : [`Suppliers that delivered: ${renderNumbers(delivered)}.`],
    columns: ['supplier', 'product', 'what was delivered', 'checks that hold per profile', 'missing of the minimum (NTIA)'],
    rows: [...rows, ...silent.map(({ name }): Cell[] => [name, '', 'no SBOM delivered', '', ''])],
    empty: 'No supplier is registered.',
  });
}

export function vulnerabilityTable({ facts }: ReportContext): readonly Block[] {
  return section('Imported results about vulnerabilities', {
    columns: ['file', 'format', 'repositories', 'date', 'known', 'decided'],
    rows: firstRows(readVulnerabilities(facts.registry, facts.files), 'registry/', (one) => [
      { code: one.file },
      one.format,
      one.repositories.join(', '),
      one.date,
      one.readable ? String(new Set(one.known).size) : 'not readable',
      one.readable ? String(new Set(one.decided).size) : '',
    ]),
    empty: 'Nothing is imported. licet finds no vulnerabilities itself.',
  });
}

/** What went in: every repository with commit and digest, and the policy that judged it. */
export function inputDigests({ facts, tool }: ReportContext): readonly Block[] {
  const { policy, estate, observations } = facts;
  return section('What went in', {
    before: [
      `Made by ${tool.name} ${tool.version}. Policy `,
      { code: `${policy.id ?? policy.file}${policy.revision === undefined ? '' : ` ${policy.revision}`}` },
      `, sha256 `,
      { code: policy.sha256 },
      estate.manifest === undefined ? '. There is no organization manifest.' : '. Organization manifest sha256 ',
      ...(estate.manifest === undefined ? [] : [{ code: estate.manifest.sha256 }, '.']),
    ],
    columns: ['repository', 'state', 'commit', 'snapshot of', 'digest of its input files'],
    rows: firstRows(observations, 'inputs.json', ({ repository, snapshot }) => [
      { code: repository.name },
      snapshot !== undefined
        ? 'scanned'
        : repository.archived === true
          ? 'archived'
          : repository.excluded !== undefined
            ? `excluded: ${repository.excluded}`
            : 'no snapshot',
      { code: snapshot?.commit?.slice(0, 12) ?? '' },
      snapshot?.day ?? '',
      { code: snapshot?.treeDigest ?? '' },
    ]),
    empty: 'No repository is declared.',
  });
}

export function howToVerify(): readonly Block[] {
  return [
    heading('How to verify'),
    list(
      [
        ['Get the public key of the organization from somewhere else than this pack.'],
        [
          { code: 'licet evidence verify PACK --key ospo.pub.pem' },
          ' checks every digest, the signatures, the history, that the checklists follow from the metrics, and the metrics from the facts.',
        ],
        [
          'Without licet: ',
          { code: 'sha256sum' },
          ' over the files against ',
          { code: 'manifest.json' },
          ', and openssl for the signature; ',
          { code: 'VERIFY.md' },
          ' has the commands.',
        ],
        ['Read any item: ', { code: 'licet evidence show ITEM --pack PACK' }],
      ],
      true,
    ),
  ];
}

export function limits(): readonly Block[] {
  return [
    heading('Limits'),
    list([
      ['Facts come from lockfiles, manifests and license texts; no code was run and nothing was asked over the network.'],
      ['A document is checked for its fields, its digest and its age, not for whether it is any good.'],
      ['A statement is the word of the person who made it. It is shown as ', { state: 'attested' }, ' and never as measured.'],
      ['The time of signing is asserted by the signer.'],
      ['This pack is evidence for a self-assessment. It certifies nothing and is no legal advice.'],
    ]),
    paragraph('What is unknown stays in every total and never passes.'),
  ];
}
