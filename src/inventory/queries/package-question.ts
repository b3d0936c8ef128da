import { parsePurl, withoutVersion } from '../../domain/purl.ts';

/** What somebody asks about: a package by name or purl, with a version range. */
export interface PackageQuestion {
  /** Purl without version, or a name as people write it. */
  readonly name: string;
  readonly range?: string;
}

/** `log4j-core@<2.17`, `@scope/name@^1`, `pkg:npm/ms@2.1.3`, `pkg:npm/ms@>=2 <3`. */
export function parsePackageQuestion(text: string): PackageQuestion {
  const at = text.lastIndexOf('@');
  const [name, range] = at > 0 && text[at - 1] !== '/' ? [text.slice(0, at), text.slice(at + 1).trim()] : [text, ''];
  const purl = name.startsWith('pkg:') ? parsePurl(name) : undefined;
  return { name: purl === undefined ? name : withoutVersion(purl), ...(range !== '' && range !== '*' && { range }) };
}

/**
 * Components whose package has this name or purl; `$1` is the name. `log4j-core` is asked for without its group, but nobody who asks for
 * `lodash` means `@types/lodash`.
 */
export const MATCHING_COMPONENTS = `SELECT c.component_id, c.version, k.type
  FROM component c JOIN package k USING (package_id)
  WHERE k.purl = $1 OR k.name = $1 OR (k.type <> 'npm' AND ends_with(k.name, '/' || $1)) ORDER BY c.component_id`;

/** Names that are a bit like it, for "did you mean". */
export const SIMILAR_PACKAGES = `SELECT name FROM package ORDER BY jaro_winkler_similarity(name, $1) DESC, name LIMIT 1`;

/** Who uses these components now. The few rows are picked before they are joined: left to the planner, it takes twice as long. */
export function usesOf(components: readonly number[]): string {
  const ids = components.join(', ');
  return `WITH c AS MATERIALIZED (SELECT component_id, purl FROM component WHERE component_id IN (${ids})),
    u AS MATERIALIZED (SELECT * FROM usage WHERE to_date IS NULL AND component_id IN (${ids}))
    SELECT r.name AS repository, r.team, r.products,
      coalesce(nullif(p.path, ''), '.') AS project, c.purl, l.expression AS license, u.scope, u.direct, u.from_date AS since
    FROM u JOIN c USING (component_id) JOIN repository r USING (repository_id) JOIN project p USING (project_id) JOIN license l USING (license_id)
    ORDER BY repository, project, c.purl`;
}

/** The repositories that use these components now, the most critical ones first, with the segment that says so. */
export function segmentsUsing(components: readonly number[]): string {
  return `SELECT r.name AS repository, max_by(s.segment, s.date) AS segment
    FROM (SELECT DISTINCT repository_id FROM usage_interval WHERE to_date IS NULL AND component_id IN (${components.join(', ')})) u
    JOIN repository r USING (repository_id) JOIN scan s USING (repository_id)
    GROUP BY r.name, r.weight ORDER BY r.weight DESC, r.name`;
}
