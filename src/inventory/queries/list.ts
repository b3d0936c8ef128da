import type { OrgQuery, QueryParameter } from './model.ts';

const SINCE: QueryParameter = {
  name: 'since',
  description: 'from this day on, YYYY-MM-DD; default: the first of this month',
  fallback: 'month',
};
const CATEGORY: QueryParameter = { name: 'category', description: 'license category, `%` is any', fallback: '%' };
const ECOSYSTEM: QueryParameter = { name: 'ecosystem', description: 'purl type, `%` is any', fallback: '%' };

/** Every question that has a name, in the order in which people read them. */
export const QUERIES: readonly OrgQuery[] = [
  {
    name: 'coverage',
    title: 'what has been looked at, per team, and how fresh it is',
    parameters: [],
    sql: `SELECT coalesce(team, '-') AS team, count(*) AS repositories,
      count(*) FILTER (state = 'current') AS current, count(*) FILTER (state = 'stale') AS stale, count(*) FILTER (state = 'failed') AS failed,
      count(*) FILTER (state = 'imported') AS imported, count(*) FILTER (state = 'never') AS never, count(*) FILTER (partial) AS partial,
      min(looked_at) AS oldest_look
    FROM repository WHERE state NOT IN ('archived', 'excluded', 'unlisted') GROUP BY ALL ORDER BY team`,
  },
  {
    name: 'freshness',
    title: 'repositories by the time that passed since somebody looked, the longest first',
    parameters: [],
    sql: `SELECT name AS repository, state, team, looked_at, commit_date, reason
    FROM repository WHERE state NOT IN ('archived', 'excluded') ORDER BY looked_at NULLS FIRST, name`,
  },
  {
    name: 'top',
    title: 'most used components and their business impact',
    parameters: [ECOSYSTEM],
    sql: `SELECT k.purl AS package, t.repositories, t.versions, round(t.impact, 1) AS impact
    FROM package_current t JOIN package k USING (package_id) WHERE k.type LIKE $1 ORDER BY t.impact DESC, t.repositories DESC, k.purl`,
  },
  {
    name: 'exposure',
    title: 'license categories: how much of them, where, and since when',
    parameters: [CATEGORY],
    sql: `SELECT coalesce(l.category, 'unknown') AS category, l.expression AS license, n.components, t.repositories, t.first_date AS since
    FROM license_current t JOIN license l USING (license_id)
      JOIN (SELECT license_id, count(*) AS components FROM component_license GROUP BY license_id) n USING (license_id)
    WHERE coalesce(l.category, 'unknown') LIKE $1 ORDER BY t.repositories DESC, category, license`,
  },
  {
    name: 'exposed',
    title: 'every use of a license category, with product and since when',
    parameters: [CATEGORY],
    sql: `SELECT r.name AS repository, r.team, r.products, coalesce(nullif(p.path, ''), '.') AS project, c.purl, l.expression AS license, l.category,
      u.scope, u.direct, u.from_date AS since
    FROM usage u JOIN license l USING (license_id) JOIN component c USING (component_id) JOIN repository r USING (repository_id)
      JOIN project p USING (project_id)
    WHERE u.to_date IS NULL AND coalesce(l.category, 'unknown') LIKE $1 ORDER BY since, repository, c.purl, project`,
  },
  {
    name: 'new',
    title: 'components that nobody in the organization used before a day',
    parameters: [SINCE],
    sql: `SELECT c.purl, t.first_date AS since, t.repositories, t.direct_repositories, round(t.impact, 1) AS impact
    FROM component_current t JOIN component c USING (component_id)
    WHERE t.first_date >= $1::DATE AND t.repositories > 0 ORDER BY t.impact DESC, c.purl`,
  },
  {
    name: 'unlicensed',
    title: 'components without a license that anybody concluded, and why',
    parameters: [ECOSYSTEM],
    sql: `SELECT c.purl, l.status AS why, l.expression AS said, t.repositories, t.first_date AS since
    FROM component_license t JOIN license l USING (license_id) JOIN component c USING (component_id) JOIN package k USING (package_id)
    WHERE l.status <> 'concluded' AND k.type LIKE $1 ORDER BY t.repositories DESC, c.purl, why`,
  },
  {
    name: 'licenses',
    title: 'licenses by the number of components and repositories',
    parameters: [],
    sql: `SELECT l.expression AS license, l.status, l.category, n.components, t.repositories
    FROM license_current t JOIN license l USING (license_id)
      JOIN (SELECT license_id, count(*) AS components FROM component_license GROUP BY license_id) n USING (license_id)
    ORDER BY n.components DESC, license, l.status`,
  },
  {
    name: 'duplicates',
    title: 'packages in several versions at the same time',
    parameters: [ECOSYSTEM],
    sql: `SELECT k.purl AS package, t.versions, t.repositories, t.repositories_with_several
    FROM package_current t JOIN package k USING (package_id)
    WHERE t.versions > 1 AND k.type LIKE $1 ORDER BY t.versions DESC, t.repositories DESC, k.purl`,
  },
  {
    name: 'competing',
    title: 'several libraries for the same purpose',
    parameters: [],
    sql: `SELECT g.purpose, count(*) AS libraries, list(k.purl || ' (' || t.repositories || ')' ORDER BY t.repositories DESC, k.purl) AS used
    FROM library_group g JOIN package k ON k.purl = g.package JOIN package_current t USING (package_id)
    GROUP BY g.purpose HAVING count(*) > 1 ORDER BY libraries DESC, g.purpose`,
  },
  {
    name: 'forks',
    title: 'internal forks and modified copies: the same component with another origin, with patches, or with other bytes',
    parameters: [],
    sql: `SELECT c.purl, v.kind, v.value, v.repositories, r.name AS example
    FROM variant v JOIN component c USING (component_id) JOIN repository r ON r.repository_id = v.example_repository_id
    ORDER BY c.purl, v.kind, v.repositories DESC, v.value`,
  },
  {
    name: 'owners',
    title: 'who answers for what: repositories and denied findings per owner',
    parameters: [],
    sql: `SELECT o.owner, o.source, count(DISTINCT o.repository_id) AS repositories,
      coalesce(sum(f.denied), 0)::INTEGER AS denied
    FROM (SELECT DISTINCT owner, source, repository_id FROM owner WHERE path = '') o
    LEFT JOIN (SELECT repository_id, count(*) AS denied FROM finding WHERE to_date IS NULL AND state = 'open' AND verdict = 'deny' GROUP BY ALL) f USING (repository_id)
    GROUP BY ALL ORDER BY denied DESC, repositories DESC, o.owner`,
  },
  {
    name: 'unowned',
    title: 'repositories that no team and no file claims',
    parameters: [],
    sql: `SELECT r.name AS repository, r.state, r.criticality FROM repository r
    WHERE r.team IS NULL AND r.state NOT IN ('archived', 'excluded') AND NOT EXISTS (SELECT 1 FROM owner o WHERE o.repository_id = r.repository_id)
    ORDER BY r.weight DESC, r.name`,
  },
  {
    name: 'trend',
    title: 'compliance at the end of each month',
    parameters: [],
    judged: true,
    sql: `SELECT month, count(*) AS repositories, sum(uses)::BIGINT AS uses, sum(without_license)::BIGINT AS without_license,
      sum(denied)::BIGINT AS denied, sum(review)::BIGINT AS review, sum(waived)::BIGINT AS waived,
      round(100 * (1 - (sum(denied) + sum(review)) / greatest(sum(uses), 1)), 2) AS clear_percent
    FROM repository_month GROUP BY month ORDER BY month`,
  },
  {
    name: 'offenders',
    title: 'repositories with the most denied findings, weighted by how critical they are',
    parameters: [],
    judged: true,
    sql: `SELECT r.name AS repository, r.team, r.criticality, count(*) FILTER (f.verdict = 'deny') AS denied, count(*) FILTER (f.verdict = 'review') AS review,
      min(f.from_date) AS oldest, round(count(*) FILTER (f.verdict = 'deny') * r.weight, 1) AS weighted
    FROM finding f JOIN repository r USING (repository_id) WHERE f.to_date IS NULL AND f.state = 'open'
    GROUP BY r.name, r.team, r.criticality, r.weight ORDER BY weighted DESC, review DESC, repository`,
  },
  {
    name: 'time-to-fix',
    title: 'days from a finding to its end, per verdict and team',
    parameters: [],
    judged: true,
    sql: `SELECT f.verdict, coalesce(r.team, '-') AS team, count(*) FILTER (f.to_date IS NOT NULL) AS ended, count(*) FILTER (f.to_date IS NULL) AS still_open,
      median(f.to_date - f.from_date) AS median_days, quantile_cont(f.to_date - f.from_date, 0.9) AS p90_days
    FROM finding f JOIN repository r USING (repository_id) WHERE f.state = 'open' AND f.verdict <> 'allow' GROUP BY ALL ORDER BY f.verdict, team`,
  },
  {
    name: 'findings',
    title: 'every open finding, denied ones first',
    parameters: [],
    judged: true,
    sql: `SELECT r.name AS repository, r.team, f.project, c.purl, f.expression AS license, f.code, f.verdict, f.severity, f.from_date AS since
    FROM finding f JOIN repository r USING (repository_id) JOIN component c USING (component_id)
    WHERE f.to_date IS NULL AND f.state = 'open' ORDER BY f.verdict, f.severity, repository, c.purl, f.project`,
  },
];
