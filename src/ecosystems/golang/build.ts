import type { GoMod } from './go-mod.ts';
import type { GoSum } from './go-sum.ts';
import type { ModuleTree, Workspace } from './module-tree.ts';
import type { VendoredModule } from './modules-txt.ts';

/** One module of a build, as it was selected. */
export interface SelectedModule {
  /** Module path as required. */
  readonly path: string;
  /** Version that was selected for it, before any replacement. */
  readonly version?: string;
  /** Version that go.mod asks for; in a workspace another module may need a later one. */
  readonly requirement?: string;
  readonly from:
    | { readonly kind: 'module'; readonly path: string; readonly version: string }
    /** `directory` is absent when it lies outside the scan root. */
    | { readonly kind: 'local'; readonly directory?: string };
  /** Named by go.mod without `// indirect`. */
  readonly direct: boolean;
  /** Only go.sum knows it. */
  readonly guessed: boolean;
  readonly place: { readonly path: string; readonly line?: number };
}

/** What decides which modules one module is built with. */
export interface BuildInput {
  readonly mod: GoMod;
  readonly directory: string;
  readonly sum: GoSum;
  readonly workspace: Workspace | undefined;
  readonly vendored: readonly VendoredModule[] | undefined;
  readonly tree: ModuleTree;
}
