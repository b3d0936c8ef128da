/** An address as the table keeps it: without scheme, `www.`, fragment and ending. */
export function normaliseUrl(url) {
  return url
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/^www\./, '')
    .replace(/[#].*$/, '')
    .replace(/\/+$/, '')
    .replace(/\.(?:html?|txt|php)$/, '');
}

const GNU = /^(?:A|L)?GPL-|^GFDL-/;
const LICENSE_FILE =
  /^(?:raw\.github(?:usercontent)?\.com|github\.com)\/([\w.-]+\/[\w.-]+)\/(?:.*\/)?[^/]*(?:licen[sc]e|copying)[^/]*$/;

/** Our own table first, then the list's own addresses where they can only mean the license, then what others know. */
export function urlTable(licenses, ids, overlay) {
  const table = {};
  for (const [id, { url }] of Object.entries(licenses)) {
    if (!url || /-or-later$|\+$/.test(id)) continue;
    const address = normaliseUrl(url.split(/\s/)[0]);
    const isTelling =
      /licen[sc]|legal|copying|copyright|opensource\.org/i.test(address) &&
      !/github\.com\/spdx|fedoraproject|directory\.fsf|wikipedia|archive\.org|(?:^|\/)licenses?$/.test(address);
    if (isTelling && !GNU.test(id)) table[address] = address in table ? '' : id;
  }
  for (const id of ids) {
    for (const host of LICENSE_HOSTS) {
      const address = `${host}/${id.toLowerCase()}`;
      if (!(address in table)) table[address] = id;
      const versionless = `${host}/${id.toLowerCase().replace(/-only$/, '')}`;
      if (!(versionless in table)) table[versionless] = id;
    }
  }
  for (const [address, id] of overlay.knownUrls) {
    const project = LICENSE_FILE.exec(address)?.[1];
    const key = project === undefined ? address : `project:${project}`;
    if (!(key in table)) table[key] = id;
    else if (project !== undefined && table[key] !== id) table[key] = '';
  }
  for (const [address, id] of Object.entries(overlay.urls)) table[address] = id;
  for (const [project, id] of Object.entries(overlay.projects)) table[`project:${project}`] = id;
  return Object.fromEntries(
    Object.entries(table)
      .filter(([, id]) => id !== '')
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

const LICENSE_HOSTS = [
  'opensource.org/licenses',
  'opensource.org/license',
  'spdx.org/licenses',
  'choosealicense.com/licenses',
  'licenses.nuget.org',
];
