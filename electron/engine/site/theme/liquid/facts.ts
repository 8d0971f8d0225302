/** A variable, with the name of its field if only that is read. */
export type ReadPath = readonly [root: string, field?: string];

/**
 * What a template can read besides the values of its own page, according to its text: decides whether a
 * change affects its pages. Null means "any", where a name is computed.
 */
export class Facts {
  /** Fields of `site`. */
  siteFields: Set<string> | null = new Set();
  /** Variables; `site` always as a whole. */
  paths: Map<string, ReadPath> | null = new Map();
  /** Names of assets. */
  assets: Set<string> | null = new Set();
  /** Paths of the partials and layouts that it references. */
  files: Set<string> | null = new Set();

  /** Records that a variable is read; null for a computed part of its path. */
  readsPath(path: readonly (string | null)[]): void {
    const [root, field] = path;
    if (root === null || root === undefined) {
      this.siteFields = this.paths = null;
      return;
    }
    const read: ReadPath = typeof field === "string" && root !== "site" ? [root, field] : [root];
    this.paths?.set(JSON.stringify(read), read);
    if (root !== "site") return;
    if (typeof field !== "string" || whole.has(field)) this.siteFields = null;
    else this.siteFields?.add(field);
  }

  /** Records that an asset is used; null for a computed name. */
  readsAsset(name: string | null): void {
    this.readsPath(["page", "root_url"]);
    if (name === null) this.assets = null;
    else this.assets?.add(name);
  }

  /** Records that a partial or layout is used; null for a computed name. */
  readsFile(path: string | null): void {
    if (path === null) this.files = null;
    else this.files?.add(path);
  }

  /** Records that anything may be read. */
  readsAnything(): void {
    this.siteFields = this.paths = this.assets = this.files = null;
  }

  /** Adds what another template reads. */
  add(other: Facts): void {
    this.siteFields = united(this.siteFields, other.siteFields);
    this.paths = this.paths && other.paths && new Map([...this.paths, ...other.paths]);
    this.assets = united(this.assets, other.assets);
    this.files = united(this.files, other.files);
  }
}

/** Fields that depend on all of `site`, such as its size. */
const whole = new Set(["size", "first", "last"]);

function united(one: Set<string> | null, other: Set<string> | null): Set<string> | null {
  return one && other ? new Set([...one, ...other]) : null;
}
