import { field, listField, recordField, textField } from '../formats/values.ts';

/** What a workflow or action needs, as written. */
export interface Needs {
  readonly uses: readonly string[];
  readonly images: readonly string[];
}

/** What the jobs of a workflow use (docs.github.com, workflow syntax: `jobs.<id>.uses`, `steps[*].uses`, `container`, `services`). */
export function workflowNeeds(document: unknown): Needs {
  const jobs = Object.values(recordField(document, 'jobs') ?? {});
  return {
    uses: jobs.flatMap((job) => [...texts(textField(job, 'uses')), ...stepUses(job)]),
    images: jobs.flatMap((job) => [
      ...imageOf(field(job, 'container')),
      ...Object.values(recordField(job, 'services') ?? {}).flatMap(imageOf),
    ]),
  };
}

/** What an action runs (docs.github.com, metadata syntax: `runs.steps[*].uses`, `runs.image`). */
export function actionNeeds(document: unknown): Needs {
  const runs = recordField(document, 'runs');
  const image = textField(runs, 'image');
  return { uses: [...stepUses(runs), ...(image?.startsWith('docker://') === true ? [image] : [])], images: [] };
}

function stepUses(holder: unknown): string[] {
  return (listField(holder, 'steps') ?? []).flatMap((step) => texts(textField(step, 'uses')));
}

// `container: node:20`, or `container: { image: node:20 }`; an expression is known when it runs
function imageOf(value: unknown): string[] {
  return texts(typeof value === 'string' ? value : textField(value, 'image')).filter((image) => !image.includes('${{'));
}

function texts(value: string | undefined): string[] {
  return value === undefined || value.trim() === '' ? [] : [value.trim()];
}
