import type { Diagnostic } from '../../domain/diagnostic.ts';
import type { ClaimedFile } from '../ecosystem.ts';
import { readJson } from '../formats/json.ts';
import { field, isRecord, listField, recordField, textField } from '../formats/values.ts';
import { withoutCredentials } from '../formats/vcs-source.ts';

/** Which registry a port comes from, as vcpkg-configuration.json says. */
export interface PortRegistries {
  registryOf(port: string): string | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export const NO_REGISTRIES: PortRegistries = { registryOf: () => undefined, diagnostics: [] };

/**
 * Reads vcpkg-configuration.json: patterns of ports per registry, else the default one
 * (learn.microsoft.com/vcpkg/reference/vcpkg-configuration-json). The most specific pattern wins.
 */
export function readRegistries(file: ClaimedFile): PortRegistries {
  const { value, problem } = readJson(file, { failure: 'manifest-unparsable', keyDepth: 1 });
  if (problem !== undefined) return { ...NO_REGISTRIES, diagnostics: [problem] };
  const fallback = addressOf(recordField(value.root, 'default-registry'));
  const patterns = (listField(value.root, 'registries') ?? [])
    .flatMap((registry) => {
      const address = addressOf(registry);
      const ports = listField(registry, 'packages') ?? [];
      return ports.flatMap((pattern) => (typeof pattern === 'string' && address !== undefined ? [{ pattern, address }] : []));
    })
    .toSorted((a, b) => b.pattern.length - a.pattern.length);
  const matches = (pattern: string, port: string): boolean =>
    pattern.endsWith('*') ? port.startsWith(pattern.slice(0, -1)) : pattern === port;
  return {
    registryOf: (port) => patterns.find(({ pattern }) => matches(pattern, port))?.address ?? fallback,
    diagnostics: value.diagnostics,
  };
}

function addressOf(registry: unknown): string | undefined {
  if (!isRecord(registry) || field(registry, 'kind') === 'builtin') return undefined;
  const address = textField(registry, 'repository') ?? textField(registry, 'location') ?? textField(registry, 'path');
  return address === undefined ? undefined : withoutCredentials(address);
}
