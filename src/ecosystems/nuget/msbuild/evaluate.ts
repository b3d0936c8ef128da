import { baseName, directoryOf, joinPath } from '../../../domain/path.ts';
import { holds, type Truth } from './condition.ts';
import type { MsBuildLoader } from './loader.ts';
import { makeProperties, type Properties } from './properties.ts';
import type { MsBuildItem } from './project-file.ts';

/** What a project says with everything it takes in from the repository. Nothing of the SDK is known, and nothing is run. */
export interface EvaluatedProject {
  readonly path: string;
  readonly properties: Properties;
  readonly items: readonly EvaluatedItem[];
  /** All files that were taken in. */
  readonly files: readonly string[];
}

export interface EvaluatedItem extends MsBuildItem {
  readonly file: string;
  /** One entry of the `;`-separated list, with known properties filled in. */
  readonly name: string;
  /** Whether its conditions hold; those that do not are left out. */
  readonly applies: Exclude<Truth, 'no'>;
}

const MOST_FILES = 200;

/** Evaluates a project: `Directory.Build.props`, `Directory.Packages.props`, the project, `Directory.Build.targets`, and their imports. */
export function evaluateProject(path: string, loader: MsBuildLoader): EvaluatedProject {
  const directory = directoryOf(path);
  const order = [
    loader.above('Directory.Build.props', directory),
    loader.above('Directory.Packages.props', directory),
    path,
    loader.above('Directory.Build.targets', directory),
  ].filter((file) => file !== undefined);
  // Conditions on the target framework need the frameworks, which the project says after the files above it.
  const first = run(order, path, [], loader);
  const frameworks = frameworksOf(first.properties);
  return frameworks.length === 0 ? first : run(order, path, frameworks, loader);
}

export function frameworksOf(properties: Properties): string[] {
  const text = properties.get('TargetFrameworks') ?? properties.get('TargetFramework') ?? '';
  return text.split(';').flatMap((item) => (item.trim() === '' || item.includes('$(') ? [] : [item.trim()]));
}

function run(order: readonly string[], project: string, frameworks: readonly string[], loader: MsBuildLoader): EvaluatedProject {
  const properties = makeProperties({
    MSBuildProjectName: baseName(project).replace(/\.\w+$/, ''),
    MSBuildProjectDirectory: `/${directoryOf(project)}`,
    MSBuildProjectFile: baseName(project),
  });
  const items: EvaluatedItem[] = [];
  const files: string[] = [];
  const visit = (path: string): void => {
    const file = files.includes(path) || files.length >= MOST_FILES ? undefined : loader.load(path);
    if (file === undefined) return;
    files.push(path);
    for (const step of file.steps) {
      // each file sees its own folder
      properties.set('MSBuildThisFileDirectory', `/${directoryOf(path)}/`.replace('//', '/'));
      const applies = holds(step.kind === 'item' ? step.item.conditions : step.conditions, properties, frameworks);
      if (applies === 'no') continue;
      if (step.kind === 'property') {
        if (applies === 'yes') properties.set(step.name, step.value, path);
        else properties.maybe(step.name, step.value);
      } else if (step.kind === 'import') {
        const target = importPath(step.project, path, properties, loader);
        if (target !== undefined) visit(target);
      } else {
        for (const part of step.item.spec.split(';')) {
          const name = properties.expand(part).trim();
          if (name !== '') items.push({ ...step.item, file: path, name, applies });
        }
      }
    }
  };
  for (const path of order) visit(path);
  return { path: project, properties, items, files };
}

const PATH_ABOVE = /GetPathOfFileAbove\(\s*'?([\w.-]+)'?\s*(?:,\s*'?([^')]*?(?:\$\([^)]*\))?[^')]*)'?\s*)?\)/i;

/** Where an import leads inside the repository; imports of the SDK lead nowhere. */
function importPath(text: string, from: string, properties: Properties, loader: MsBuildLoader): string | undefined {
  const slashed = text.replaceAll('\\', '/');
  const directory = directoryOf(from);
  const [, name, start] = PATH_ABOVE.exec(slashed) ?? [];
  if (name !== undefined) {
    const isParent = start === undefined || start.includes('..');
    if (isParent && directory === '') return undefined;
    return loader.above(name, isParent ? directoryOf(directory) : directory);
  }
  const expanded = properties.expand(slashed);
  if (expanded.includes('$(') || /[*?]/.test(expanded)) return undefined;
  return expanded.startsWith('/') ? joinPath(expanded) : joinPath(directory, expanded);
}
