import type { DiffedComponent, DiffedPackage, SnapshotDiff, VersionChange } from '../../domain/snapshot-diff.ts';

/** A part of a diff as rows of text, for documents that people read. */
export interface DiffSection {
  readonly title: string;
  readonly sign: string;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export function diffSections(diff: SnapshotDiff): readonly DiffSection[] {
  const ofDirection = (direction: VersionChange['direction']): readonly (readonly string[])[] =>
    diff.changed
      .filter((change) => change.direction === direction)
      .map((change) => [
        nameOf(change),
        `${change.from} -> ${change.to}`,
        change.license === undefined ? '' : `license ${change.license.from} -> ${change.license.to}`,
      ]);
  const versions = ['package', 'version', ''];
  const sections: readonly DiffSection[] = [
    { title: 'added', sign: '+', headings: ['package', 'version', 'license', 'use'], rows: diff.added.map(toRow) },
    { title: 'removed', sign: '-', headings: ['package', 'version', 'license', 'use'], rows: diff.removed.map(toRow) },
    { title: 'upgraded', sign: '^', headings: versions, rows: ofDirection('upgraded') },
    { title: 'downgraded', sign: 'v', headings: versions, rows: ofDirection('downgraded') },
    { title: 'version changed', sign: '~', headings: versions, rows: ofDirection('other') },
    {
      title: 'license changed',
      sign: '!',
      headings: ['package', 'version', 'license'],
      rows: diff.licenses.map((change) => [nameOf(change), change.version ?? '', `${change.from} -> ${change.to}`]),
    },
    {
      title: 'scope changed',
      sign: '~',
      headings: ['package', 'version', 'scope', ''],
      rows: diff.scopes.map((change) => [
        nameOf(change),
        change.version ?? '',
        `${change.from.join(', ')} -> ${change.to.join(', ')}`,
        change.effect ?? '',
      ]),
    },
    { title: 'projects added', sign: '+', headings: ['project'], rows: diff.projects.added.map((id) => [id]) },
    { title: 'projects removed', sign: '-', headings: ['project'], rows: diff.projects.removed.map((id) => [id]) },
  ];
  return sections.filter(({ rows }) => rows.length > 0);
}

function nameOf({ ecosystem, name }: DiffedPackage): string {
  return `${ecosystem} ${name}`;
}

function toRow(component: DiffedComponent): readonly string[] {
  const use = component.scopes.length === 0 ? 'use not known' : component.scopes.join(', ');
  return [nameOf(component), component.version ?? '', component.license, `${use}${component.direct ? ', direct' : ''}`];
}
