import { expect, test } from 'vitest';
import { loadLicenseIndex } from '../../../src/io/license-index.ts';
import { createIdentifier } from '../../../src/licenses/detect/identify.ts';

const identifier = createIdentifier(loadLicenseIndex());
const read = (path: string, text: string): string | undefined => identifier.identify(text, { path }).expression;

test.each([
  ['table.go', 'var t = []T{\n  {Name: "x", License: "MIT"},\n  {License: "GPL-2.0-only"},\n}\n'],
  ['model.go', 'type Component struct {\n\tLicense string `json:"license,omitempty"`\n}\n'],
  ['sbom.js', "const SPDX_DATA_LICENSE = 'CC0-1.0'\n"],
  ['view.js', "const license = data.license || 'Proprietary'\n"],
  ['urls.ts', 'expect(url).toBe("https://www.apache.org/licenses/LICENSE-2.0.txt"); // the address\n'],
  ['parse.go', 'licenses := []string{"LGPL (>= 2.0)", "license Apache-2.0 OR MIT"}\n'],
  ['currencies.js', '// ISO 4217 codes\nexport const currency = /^(?:AED|BRL|BSD|BTN|BWP)$/;\n'],
  ['Validator.pm', "my %licenses = (\n  'bsd' => 'http://www.opensource.org/licenses/bsd-license.php',\n);\n"],
  ['Validator.pm', 'my %v2_licenses = map { $_ => 1 } qw(\n  apache_1_1\n  apache_2_0\n  bsd\n  mit\n  zlib\n);\n'],
])('a name in the data of %s is no statement', (path, text) => {
  expect(read(path, text)).toBeUndefined();
});

test.each([
  ['setup.py', 'setup(\n    name="x",\n    license="MIT",\n)\n', 'MIT'],
  ['setup.py', "    classifiers=[\n        'License :: OSI Approved :: MIT License',\n    ],\n", 'MIT'],
  ['__init__.py', '__license__ = "Apache License, Version 2.0"\n', 'Apache-2.0'],
  ['formula.rb', '  license "Apache-2.0"\n', 'Apache-2.0'],
  ['a.js', '/*! lib 1.0 | MIT */\n!function(){}();\n', 'MIT'],
  ['a.java', '/*\nLicensed under the "Apache License, Version 2.0".\n*/\n', 'Apache-2.0'],
  ['a.go', '// License: MIT\npackage a\n', 'MIT'],
  ['a.ts', 'console.log("This program is licensed under the MIT license");\n', 'MIT'],
  ['package.json', '{ "license": "MIT" }\n', 'MIT'],
])('%s says its license', (path, text, expression) => {
  expect(read(path, text)).toBe(expression);
});
