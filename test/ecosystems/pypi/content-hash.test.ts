import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { pythonJson } from '../../../src/ecosystems/formats/python-json.ts';
import { pdmContentHashes } from '../../../src/ecosystems/pypi/pdm/content-hash.ts';
import { pipfileHashes } from '../../../src/ecosystems/pypi/pipfile-hash.ts';
import { poetryContentHashes } from '../../../src/ecosystems/pypi/poetry/content-hash.ts';
import { scanMemory } from '../../support/scan-folder.ts';

const POETRY = `[project]
name = "größe"
version = "1.0"
requires-python = ">=3.10"
dependencies = ["idna (>=3.4,<4)"]
[project.optional-dependencies]
fast = ["six>=1.16"]
[dependency-groups]
lint = ["ruff>=0.5"]
[tool.poetry]
name = "größe"
version = "1.0"
description = "naïve"
authors = ["A <a@example.org>"]
package-mode = false
[tool.poetry.dependencies]
python = "^3.10"
idna = { version = "^3.4", optional = true }
[tool.poetry.dev-dependencies]
six = "*"
[tool.poetry.group.test.dependencies]
pytest = { version = "^8", markers = "python_version < '3.13'" }
[[tool.poetry.source]]
name = "own ü"
url = "https://packages.example.org/simple"
priority = "supplemental"
`;

const PDM = `[project]
name = "words"
version = "1.0"
requires-python = ">=3.10"
dependencies = ["idna>=3.4"]
[project.optional-dependencies]
fast = ["six>=1.16"]
[dependency-groups]
Lint_Tools = ["ruff>=0.5", { include-group = "test" }]
test = ["pytest"]
[tool.pdm.dev-dependencies]
test = ["tox"]
[tool.pdm.resolution.overrides]
attrs = "23.1.0"
`;

const PIPFILE = `[[source]]
url = "https://packages.example.org/simple"
verify_ssl = true
name = "own"
[packages]
Zope_Interface = "*"
idna = {version = ">=3.4", extras = ["größe"]}
[dev-packages]
pytest = "*"
[docs]
Sphinx = "*"
[requires]
python_version = "3.11"
`;

describe('the hash of a manifest', () => {
  it('is the one that each version of Poetry writes', () => {
    const hashes = poetryContentHashes(parse(POETRY));
    expect(hashes).toContain('fe31a665890a0ccf634d89d0841e824268035ac78aebe6b957c2aa105bf7e580'); // 1.1: no groups
    expect(hashes).toContain('6d05e842fc675b63805ffb19d516273da009960411e9e0d549a7233c2f9f4192'); // 1.8.5
    expect(hashes).toContain('3ab1c93189b13a63023bebbfb8226859f9868d3c60643775f9034b48b983f2e2'); // 2.0 to 2.2: no PEP 735
    expect(hashes).toContain('0ca92ad69c9c80e1b3f05ace83f82cabacbdd6d97e471c2bff1f18b186ccf813'); // 2.5.1
  });

  it('is the one that PDM writes', () => {
    expect(pdmContentHashes(parse(PDM))).toContain('3474996b51240e25f2e7f0ed54df25c4718f40b2ed1871763a6d6f401165f853'); // 2.29.4
  });

  it('is the one that Pipenv writes', () => {
    const hashes = pipfileHashes(parse(PIPFILE));
    expect(hashes).toContain('c1fa00e01e6447674f031e996b6693f1b5f2471d8173b545909d08dd71916105'); // 2022 to 2025
    expect(hashes).toContain('d0c011c2d4fad6839f30b6cd3b22f4c8b702058bddcedf94a266dd0d81705cc0'); // 2026.10.3
  });

  it('is left open where the data do not tell what Python would write', () => {
    expect(pythonJson({ b: ['ü\u007F/😀', null, true], a: {} })).toBe(
      String.raw`{"a": {}, "b": ["\u00fc\u007f/\ud83d\ude00", null, true]}`,
    );
    expect(pythonJson([1])).toBeUndefined();
    expect(pythonJson({ made: new Date(0) })).toBeUndefined();
    expect(pythonJson({ '😀': 'a key' })).toBeUndefined();
    const deep: unknown[] = [];
    for (let at = deep, depth = 0; depth < 10_000; depth += 1) at = at[at.push([]) - 1] as unknown[];
    expect(pythonJson(deep)).toBeUndefined();
    expect(pipfileHashes({ packages: {} })).toEqual([undefined]);
    expect(pdmContentHashes({ tool: { pdm: { workspace: {} } } })).toEqual([undefined]);
  });
});

describe('a lockfile of Poetry', () => {
  const lock = (hash: string): string => `package = []\n[metadata]\nlock-version = "2.1"\ncontent-hash = "${hash}"\n`;
  const scan = async (hash: string): Promise<unknown> => {
    const { inputs, diagnostics } = await scanMemory({
      'pyproject.toml': '[project]\nname = "own"\nrequires-python = ">=3.10"\n',
      'poetry.lock': lock(hash),
    });
    return [inputs.find(({ path }) => path === 'poetry.lock')?.state, ...diagnostics.map(({ code }) => code)];
  };

  it('is stale when its content-hash is that of another manifest', async () => {
    expect(await scan('b22c9dbc95500e0a18467ee494dc310ec8779f5917efece7cebbe98105713b96')).toEqual(['parsed']);
    expect(await scan('a'.repeat(64))).toEqual(['stale', 'lockfile-hash-differs']);
    expect(await scan('no hash')).toEqual(['parsed']);
  });
});
