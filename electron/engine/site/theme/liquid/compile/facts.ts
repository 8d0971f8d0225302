/**
 * A variable that a template reads. If the template reads only one field of it, the name of the field
 * follows.
 */
export type ReadPath = readonly [root: string, field?: string];

/**
 * The variables, assets and files that a template can read, determined from its text. They decide which pages
 * a change affects. If the template computes a name, it may read anything of that kind, and the field for the
 * kind is null.
 */
export class Facts {
  /** Fields of `site` that the template reads. */
  siteFields: Set<string> | null = new Set();
  /**
   * Variables that the template reads. The keys only prevent repetitions. `site` is always recorded as a
   * whole.
   */
  paths: Map<string, ReadPath> | null = new Map();
  /** Names of the assets that the template uses. */
  assets: Set<string> | null = new Set();
  /** Paths of the partials and layouts to which the template refers. */
  files: Set<string> | null = new Set();

  /** Records that a variable is read. Components of the path that are computed are null. */
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

  /** Records that an asset is used. Null means that the template computes its name. */
  readsAsset(name: string | null): void {
    this.readsPath(["page", "root_url"]);
    if (name === null) this.assets = null;
    else this.assets?.add(name);
  }

  /** Records that a partial or layout is used. Null means that the template computes its name. */
  readsFile(path: string | null): void {
    if (path === null) this.files = null;
    else this.files?.add(path);
  }

  /** Records that the template may read anything. */
  readsAnything(): void {
    this.siteFields = this.paths = this.assets = this.files = null;
  }

  /** Adds everything that another template reads. */
  add(other: Facts): void {
    this.siteFields = united(this.siteFields, other.siteFields);
    this.paths = this.paths && other.paths && new Map([...this.paths, ...other.paths]);
    this.assets = united(this.assets, other.assets);
    this.files = united(this.files, other.files);
  }
}

/** Fields whose values depend on the whole of `site`, such as its size. */
const whole = new Set(["size", "first", "last"]);

function united(one: Set<string> | null, other: Set<string> | null): Set<string> | null {
  return one && other ? new Set([...one, ...other]) : null;
}
