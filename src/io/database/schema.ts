import { SCOPES } from '../../domain/scope.ts';

/** Tables of the database, with their columns in the order in which rows are written. */
export const TABLES = {
  meta: 'name VARCHAR, value VARCHAR',
  repository:
    'repository_id INTEGER, name VARCHAR, team VARCHAR, criticality VARCHAR, weight DOUBLE, distribution VARCHAR, products VARCHAR, archived BOOLEAN, excluded VARCHAR, state VARCHAR, looked_at VARCHAR, commit VARCHAR, commit_date DATE, reason VARCHAR, partial BOOLEAN',
  product: 'product_id INTEGER, name VARCHAR, criticality VARCHAR, distribution VARCHAR, team VARCHAR',
  product_repository: 'product_id INTEGER, repository_id INTEGER',
  owner: 'repository_id INTEGER, path VARCHAR, owner VARCHAR, source VARCHAR, file VARCHAR, line INTEGER',
  project: 'project_id INTEGER, repository_id INTEGER, path VARCHAR, ecosystem VARCHAR, name VARCHAR, role VARCHAR',
  package: 'package_id INTEGER, type VARCHAR, name VARCHAR, purl VARCHAR',
  component: 'component_id INTEGER, package_id INTEGER, version VARCHAR, purl VARCHAR',
  license: 'license_id INTEGER, expression VARCHAR, status VARCHAR, category VARCHAR',
  usage_interval:
    'repository_id INTEGER, project_id INTEGER, component_id INTEGER, license_id INTEGER, scope_id UTINYINT, direct BOOLEAN, production BOOLEAN, from_date DATE, to_date DATE',
  variant: 'component_id INTEGER, kind VARCHAR, value VARCHAR, repositories INTEGER, example_repository_id INTEGER',
  scan: 'repository_id INTEGER, date DATE, commit VARCHAR, segment VARCHAR, components INTEGER, without_license INTEGER, complete BOOLEAN',
  finding:
    'repository_id INTEGER, project VARCHAR, component_id INTEGER, finding VARCHAR, code VARCHAR, verdict VARCHAR, severity VARCHAR, expression VARCHAR, state VARCHAR, from_date DATE, to_date DATE',
  library_group: 'purpose VARCHAR, package VARCHAR',
  component_current:
    'component_id INTEGER, repositories INTEGER, direct_repositories INTEGER, impact DOUBLE, first_date DATE, last_date DATE',
  package_current: 'package_id INTEGER, versions INTEGER, repositories INTEGER, repositories_with_several INTEGER, impact DOUBLE',
  license_current: 'license_id INTEGER, repositories INTEGER, first_date DATE',
  component_license: 'component_id INTEGER, license_id INTEGER, repositories INTEGER, first_date DATE',
  repository_month:
    'repository_id INTEGER, month DATE, uses INTEGER, without_license INTEGER, denied INTEGER, review INTEGER, waived INTEGER',
} as const;

export type TableName = keyof typeof TABLES;

const SCOPE_NAMES = SCOPES.map((scope) => `'${scope}'`).join(', ');

/** Views for people who write SQL: names instead of numbers. `uses` is what holds now. */
export const VIEWS = `
CREATE VIEW usage AS
  SELECT repository_id, project_id, component_id, license_id, [${SCOPE_NAMES}][scope_id + 1] AS scope, direct, production, from_date, to_date
  FROM usage_interval;
CREATE VIEW uses AS
  SELECT r.name AS repository, r.team, p.path AS project, p.role, k.type, k.name AS package, c.version, c.purl,
    l.expression AS license, l.status AS license_status, l.category, u.scope, u.direct, u.production, u.from_date AS since
  FROM usage u
  JOIN repository r USING (repository_id) JOIN project p USING (project_id) JOIN component c USING (component_id)
  JOIN package k USING (package_id) JOIN license l USING (license_id)
  WHERE u.to_date IS NULL;
CREATE VIEW open_finding AS
  SELECT r.name AS repository, r.team, f.project, c.purl, f.code, f.verdict, f.severity, f.expression, f.from_date AS since, f.finding
  FROM finding f JOIN repository r USING (repository_id) JOIN component c USING (component_id)
  WHERE f.to_date IS NULL AND f.state = 'open';
`;
