import type { Post } from "#engine/blog/post.ts";
import type { MediaLibrary } from "./media-library.ts";
import type { IndexedFile } from "./output-index.ts";
import { OutputStore } from "./output-store.ts";
import { pageBytes } from "./page-bytes.ts";
import { type Input, keyOfInputs, type PlannedFile } from "./planned-file.ts";
import type { Site } from "./site.ts";
import type { SiteFactory, SiteInput } from "./site-factory.ts";
import { type LineState, SiteLine } from "./site-line.ts";
import type { OutputFile } from "./site-output.ts";
import { planSite, type SitePlan } from "./site-plan.ts";
import type { ThemeAsset } from "./theme-assets.ts";

/** A folder that a site is built into again and again, and what the build before knew of its files. */
export class OutputFolder {
  readonly store: OutputStore;
  /** Files whose text was made in the last build, whether or not it came out different. */
  made = 0;
  readonly #line: SiteLine;
  #state: LineState | undefined;
  /** The state that the folder shows; none when the last build failed. */
  #shown: LineState | undefined;
  #plan: { readonly site: Site; readonly plan: SitePlan } | undefined;
  /** What each file was made from, by path. */
  readonly #inputs = new Map<string, readonly Input[]>();
  readonly #outputs = new Map<string, OutputFile>();

  constructor(location: string, factory: SiteFactory) {
    this.store = new OutputStore(location);
    this.#line = new SiteLine(factory);
  }

  /** The site as the last build found it. */
  get site(): Site {
    if (!this.#state) throw new Error("no build yet");
    return this.#state.site;
  }

  get plan(): SitePlan {
    const { site } = this;
    if (this.#plan?.site !== site) this.#plan = { site, plan: planSite(site) };
    return this.#plan.plan;
  }

  get posts(): ReadonlyMap<string, Post> {
    return this.#line.posts;
  }

  /** The site's files without its media. */
  get outputs(): Iterable<OutputFile> {
    return this.#outputs.values();
  }

  /**
   * Begins a build and gives the files to look at: where only texts changed since the last build, those that show them,
   * else all. End it with `close`, also when it fails; the next one then looks at all files.
   */
  open(input: SiteInput, media: MediaLibrary): readonly PlannedFile[] {
    this.made = 0;
    const state = this.#line.next(input, null, media);
    this.#state = state;
    const { plan } = this;
    const isForeign = this.store.open();
    const shown = this.#shown;
    this.#shown = undefined;
    if (!isForeign && shown?.site === state.site) return readersOf(plan, this.#line.changedSince(shown));
    if (isForeign) {
      this.#inputs.clear();
      // As an earlier run left it: only what shows a text that changed since
      if (this.store.shown === this.#line.key) return readersOf(plan, this.#recall(plan));
    }
    const assets = new Map([...state.site.theme.assets.values()].map((asset) => [asset.path, asset]));
    this.#expect(new Map<string, unknown>([...assets, ...plan.made]));
    for (const asset of assets.values()) this.#putAsset(asset);
    return [...plan.made.values()];
  }

  /** Brings one file up to date. */
  make(file: PlannedFile): void {
    const { path } = file;
    const inputs = file.inputs();
    const before = this.#inputs.get(path);
    if (before && sameInputs(before, inputs)) return;
    const key = keyOfInputs(inputs);
    const stored = this.store.current(path, key) ?? this.#put(file, key);
    this.#inputs.set(path, inputs);
    this.#outputs.set(path, this.#outputOf(file, stored));
  }

  /** The build came to its end: the folder shows the site as it is. */
  finish(): void {
    this.#shown = this.#state;
    // Texts first: a text that is known as rendered is on its pages, or else the index has doubts about a page
    this.#line.saveTexts();
    this.store.show(this.#line.key);
  }

  close(): void {
    this.store.close();
  }

  /** Forgets and removes what the site no longer has. */
  #expect(paths: ReadonlyMap<string, unknown>): void {
    this.store.plan(paths);
    for (const known of [this.#inputs, this.#outputs]) {
      for (const path of known.keys()) if (!paths.has(path)) known.delete(path);
    }
  }

  #put(file: PlannedFile, key: string): IndexedFile {
    this.made += 1;
    return this.store.put(file.path, key, pageBytes(file.text(), file.charset));
  }

  #putAsset(asset: ThemeAsset): void {
    const { path, sha256, bytes } = asset;
    const stored = this.store.current(path, sha256) ?? this.store.put(path, sha256, bytes);
    this.#outputs.set(path, this.#outputOf(assetFile(asset), stored));
  }

  #outputOf(
    { path, group, post }: Pick<PlannedFile, "path" | "group" | "post">,
    { size, sha256 }: IndexedFile,
  ): OutputFile {
    const file = { path, group, size, sha256, location: this.store.locate(path) };
    return post === undefined ? file : { ...file, post };
  }

  /** Takes the files over as an earlier run left them; returns the paths of texts that changed since. */
  #recall({ made }: SitePlan): string[] {
    this.#outputs.clear();
    const assets = this.site.theme.assets.values();
    for (const file of [...made.values(), ...Array.from(assets, assetFile)]) {
      const stored = this.store.last(file.path);
      if (stored) this.#outputs.set(file.path, this.#outputOf(file, stored));
    }
    return this.#line.staleTexts();
  }
}

function assetFile({ path }: ThemeAsset): Pick<PlannedFile, "path" | "group"> {
  return { path, group: "asset" };
}

/** The files that show anything of these texts. */
function readersOf(plan: SitePlan, paths: Iterable<string>): PlannedFile[] {
  const readers = new Set<PlannedFile>();
  for (const path of paths) {
    for (const file of plan.readersOf(path)) readers.add(file);
  }
  return [...readers];
}

function sameInputs(a: readonly Input[], b: readonly Input[]): boolean {
  return a.length === b.length && a.every((input, index) => input === b[index]);
}
