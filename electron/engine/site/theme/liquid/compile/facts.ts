/** A variable that a template reads. `field` is set if the template reads only this field of the variable. */
export type ReadPath = readonly [root: string, field?: string];

/**
 * The variables, assets and files that a template can read, determined from its text.
 * A property is null if the template computes a name at run time, because any name is then possible.
 */
export class Facts {
  /**
   * Fields of `site` that the template reads. A name such as `theme_options.vertical` stands for one option.
   */
  siteFields: Set<string> | null = new Set();
  /** Variables that the template reads. The keys of the map only prevent duplicates. */
  paths: Map<string, ReadPath> | null = new Map();
  assets: Set<string> | null = new Set();
  files: Set<string> | null = new Set();

  /** Records that a variable is read. In `path`, null stands for a name that the template computes. */
  readsPath(path: readonly (string | null)[]): void {
    const [root, field, option] = path;
    if (root === null || root === undefined) {
      this.siteFields = this.paths = null;
      return;
    }
    const read: ReadPath = typeof field === "string" && root !== "site" ? [root, field] : [root];
    this.paths?.set(JSON.stringify(read), read);
    if (root !== "site") return;
    if (typeof field !== "string" || whole.has(field)) this.siteFields = null;
    else if (field === "theme_options" && typeof option === "string" && !whole.has(option))
      this.siteFields?.add(`${field}.${option}`);
    else this.siteFields?.add(field);
  }

  /** Records the name of a used asset, or null for a name that the template computes. */
  readsAsset(name: string | null): void {
    this.readsPath(["page", "root_url"]);
    if (name === null) this.assets = null;
    else this.assets?.add(name);
  }

  /** Records the path of a partial or layout. Null means that the template computes the path. */
  readsFile(path: string | null): void {
    if (path === null) this.files = null;
    else this.files?.add(path);
  }

  readsAnything(): void {
    this.siteFields = this.paths = this.assets = this.files = null;
  }

  add(other: Facts): void {
    this.siteFields = united(this.siteFields, other.siteFields);
    this.paths = this.paths && other.paths && new Map([...this.paths, ...other.paths]);
    this.assets = united(this.assets, other.assets);
    this.files = united(this.files, other.files);
  }
}

/** Names of fields whose values depend on all other fields of the same object. */
const whole = new Set(["size", "first", "last"]);

function united(one: Set<string> | null, other: Set<string> | null): Set<string> | null {
  return one && other ? new Set([...one, ...other]) : null;
}
