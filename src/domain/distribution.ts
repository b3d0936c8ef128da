/** How what a project makes reaches others: what policies ask for and the organization's manifest says. */
export const DISTRIBUTIONS = ['none', 'internal', 'saas', 'binary', 'embedded', 'library', 'source', 'unknown'] as const;

export type Distribution = (typeof DISTRIBUTIONS)[number];
