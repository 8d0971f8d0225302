import type { Post } from "#engine/blog/posts/post.ts";
import type { MediaLibrary } from "../media/media-library.ts";
import type { IndexedFile } from "./output-index.ts";
import { type FolderChanges, OutputStore } from "./output-store.ts";
import { ReusedBytes } from "../template-data/page-bytes.ts";
import { type Input, keyOfInputs, type PlannedFile, sameInputs } from "../template-data/planned-file.ts";
import type { Site, SiteInput } from "../model/site.ts";
import type { SiteEntry } from "../entries/site-entry.ts";
import type { SiteFactory } from "../session/site-factory.ts";
import { type SessionState, SiteSession } from "../session/site-session.ts";
import type { TouchedPages } from "../session/touched-pages.ts";
import type { OutputFile } from "./site-output.ts";
import { hasFaultyPath, planSite, type SitePlan } from "../pages/site-plan.ts";
import { sameItems } from "../model/terms.ts";
import { filesToLookAt, readersOfTexts, SiteReaders } from "./site-readers.ts";
import type { PrerenderedTexts } from "../articles/texts-ahead.ts";
import type { ThemeAsset } from "../theme/theme-assets.ts";
import { entriesAt, entriesOf } from "../model/site-model.ts";
import { assetFile, haveSameFiles, pathsOf, takeEntryKeys, textsOf } from "./plan-changes.ts";

/** An output folder that is built repeatedly. Remembers the inputs of each file in the last build. */
export class OutputFolder {
  readonly store: OutputStore;
  /** Number of files that the last build generated, including files whose bytes did not change. */
  made = 0;
  readonly #line: SiteSession;
  readonly #bytes = new ReusedBytes();
  #state: SessionState | undefined;
  /** The state of the complete site in the folder. Undefined during a build and after a failed build. */
  #shown: SessionState | undefined;
  #keepsOld = false;
  #known: { readonly family: object; readonly readers: SiteReaders } | undefined;
  #plan: { readonly site: Site; readonly family: object | undefined; readonly plan: SitePlan } | undefined;
  readonly #hasNextBuild: boolean;
  /** Whether all pages have keys (`themedKeyOf`) in the plan, except pages that get their key when made. */
  #hasAllKeys = false;
  /** A map from the path of each file to its inputs in the last build. */
  readonly #inputs = new Map<string, readonly Input[]>();
  /**
   * Maps the path of each file to the entries whose text or search terms the file has since the last build.
   * Omits files that lack the function `place`, because such files always count as outdated.
   */
  readonly #texts = new Map<string, readonly SiteEntry[]>();
  readonly #outputs = new Map<string, OutputFile>();

  constructor(location: string, factory: SiteFactory) {
    this.store = new OutputStore(location);
    this.#line = new SiteSession(factory);
    this.#hasNextBuild = factory.options.buildsOnce !== true;
  }

  get site(): Site {
    if (!this.#state) throw new Error("no build yet");
    return this.#state.site;
  }

  get plan(): SitePlan {
    const { site } = this;
    if (this.#plan?.site === site) return this.#plan.plan;
    return this.#planAgain(({ made }) => this.#unknownAmong(made.paths()));
  }

  /** Plans the site. `freshIn` returns the paths of a plan that are new since the last build. */
  #planAgain(freshIn: (plan: SitePlan) => readonly string[]): SitePlan {
    const { site } = this;
    const last = this.#plan;
    const isSound = last !== undefined && last.plan.problems.length === 0;
    const isSameFamily = isSound && last.family === this.#state?.family;
    const hasSameFiles = isSound && haveSameFiles(last.site, site);
    // The old plan is released first, because two plans in memory take megabytes.
    this.#plan = undefined;
    this.#hasAllKeys = false;
    let plan = planSite(site, isSameFamily || hasSameFiles);
    const isFaulty = !isSameFamily && hasSameFiles && hasFaultyPath(site, plan, new Set(freshIn(plan)));
    if (isFaulty) plan = planSite(site);
    this.#plan = { site, family: this.#state?.family, plan };
    return plan;
  }

  /** Returns the paths that were not among the generated files of the last build. */
  #unknownAmong(paths: Iterable<string>): string[] {
    const unknown: string[] = [];
    for (const path of paths) {
      const known = this.#outputs.get(path);
      if (!known || known.group === "asset") unknown.push(path);
    }
    return unknown;
  }

  get posts(): ReadonlyMap<string, Post> {
    return this.#line.posts;
  }

  /** The files of the site except its media. */
  get outputs(): Iterable<OutputFile> {
    return this.#outputs.values();
  }

  /**
   * Begins a build and returns the planned files that may be outdated.
   * The caller passes each returned file to `make` and calls `close` at the end, even after a failure.
   */
  open(input: SiteInput, media: MediaLibrary, keepsOld: boolean): readonly PlannedFile[] {
    this.made = 0;
    this.#keepsOld = keepsOld;
    const state = this.#line.next(input, null, media);
    this.#state = state;
    if (this.#known?.family !== state.family) this.#known = undefined;
    const isForeign = this.store.open();
    const shown = this.#shown;
    const last = this.#plan?.plan;
    this.#shown = undefined;
    if (isForeign) for (const known of [this.#inputs, this.#texts, this.#outputs]) known.clear();
    const files = isForeign ? this.#filesSinceEarlierRun(state) : shown && this.#filesSince(shown, state);
    if (files) return files;
    const isSameContent = shown?.content === state.content;
    const touched = shown && !isForeign && !isSameContent ? this.#line.touchedSince(shown) : undefined;
    const near = shown && touched && last && this.#filesNear(last, shown.site, touched);
    if (near) return near;
    const all = this.#allFiles(state.site);
    if (touched) return all.filter((file) => this.#mayDiffer(file, touched));
    return isSameContent && !isForeign ? all.filter((file) => this.#mayDifferInTheme(file)) : all;
  }

  /**
   * Returns the planned files that may be outdated if only the pages in `touched` differ.
   * Returns undefined if other pages may differ, too, because of a value that several pages show.
   */
  #filesNear(last: SitePlan, before: Site, touched: TouchedPages): readonly PlannedFile[] | undefined {
    if (last.problems.length > 0) return undefined;
    const { pages } = touched;
    const [former, entries] = [entriesAt(before.model, pages), entriesAt(this.site.model, pages)];
    const others = [...last.made.others.keys()];
    const plan = this.#planAgain(({ made }) => this.#unknownAmong(pathsOf(made, entries)));
    if (plan.problems.length > 0 || !takeEntryKeys(last.context, plan.context)) return undefined;
    this.#hasAllKeys = true;
    const { made } = plan;
    const gone = [...others, ...former.map(({ address }) => address)].filter((path) => !made.has(path));
    this.#expect({ gone, fresh: this.#unknownAmong(pathsOf(made, entries)) });
    return [
      ...entries.flatMap(({ address }) => made.get(address) ?? []),
      ...Array.from(made.others.values()).filter((file) => this.#mayDiffer(file, touched)),
    ];
  }

  /**
   * Returns the planned files that may have changed since `shown`; undefined if all files may have changed.
   */
  #filesSince(shown: SessionState, state: SessionState): readonly PlannedFile[] | undefined {
    if (shown.family !== state.family) return undefined;
    const paths = this.#line.changedSince(shown);
    const changes = { before: shown.site, now: state.site, paths };
    const files = filesToLookAt(this.plan, this.#readersIn(state.family), changes);
    if (files && shown.site !== state.site) this.store.begin({ gone: [], fresh: [] }, false);
    return files;
  }

  /** Whether a file may be outdated because of the theme or settings, although the content is unchanged. */
  #mayDifferInTheme(file: PlannedFile): boolean {
    return !file.shared || this.#inputs.get(file.path)?.[0] !== file.shared();
  }

  /** Whether a file may be outdated. */
  #mayDiffer(file: PlannedFile, touched: TouchedPages): boolean {
    if (file.post !== undefined) return touched.pages.has(file.post) || this.#mayDifferInTheme(file);
    const { path } = file;
    const texts = textsOf(file);
    const before = this.#inputs.get(path);
    return (
      !file.place ||
      before?.[1] !== file.place() ||
      this.#mayDifferInTheme(file) ||
      !sameItems(this.#texts.get(path) ?? [], texts) ||
      (touched.texts.size > 0 && texts.some((entry) => touched.texts.has(entry)))
    );
  }

  /** Returns files whose texts changed since an earlier run of the program; undefined means all files. */
  #filesSinceEarlierRun({ site }: SessionState): readonly PlannedFile[] | undefined {
    if (this.store.shown !== this.#line.key) return undefined;
    this.#recall();
    const paths = new Set(this.#line.staleTexts());
    return filesToLookAt(this.plan, readersOfTexts(this.plan, paths), { before: site, now: site, paths });
  }

  #allFiles(site: Site): readonly PlannedFile[] {
    const assets = new Map([...site.theme.assets.values()].map((asset) => [asset.path, asset]));
    const { made } = this.plan;
    this.#expect(
      this.store.compare({
        has: (path) => made.has(path) || assets.has(path),
        *paths() {
          yield* assets.keys();
          yield* made.paths();
        },
      }),
    );
    for (const asset of assets.values()) this.#putAsset(asset);
    return [...made.values()];
  }

  /** Starts to render outdated texts in the background. Returns undefined if few texts are outdated. */
  renderAhead(): PrerenderedTexts | undefined {
    return this.#line.renderAhead();
  }

  /** Generates a file if it is missing or its inputs have changed. */
  make(file: PlannedFile): void {
    const { path } = file;
    const inputs = file.inputs();
    if (file.place && this.#hasNextBuild) this.#texts.set(path, textsOf(file));
    const before = this.#inputs.get(path);
    if (before && sameInputs(before, inputs)) return;
    const key = keyOfInputs(inputs);
    const stored = this.store.current(path, key) ?? this.#put(file, key);
    if (this.#hasNextBuild) this.#inputs.set(path, inputs);
    this.#outputs.set(path, this.#outputOf(file, stored));
  }

  putInOrder(): void {
    for (const path of this.plan.made.paths()) {
      const output = this.#outputs.get(path);
      this.#outputs.delete(path);
      if (output) this.#outputs.set(path, output);
    }
  }

  finish(): void {
    // Makes the keys of all pages now, because the next build compares them with the keys of its own site.
    if (this.#hasNextBuild && !this.#hasAllKeys) {
      for (const entry of entriesOf(this.site.model)) this.plan.context.themedKeyOf(entry);
      this.#hasAllKeys = true;
    }
    this.#shown = this.#keepsOld ? undefined : this.#state;
    // Saves the texts before the folder is marked as complete, in case the program ends in between.
    this.#line.saveTexts();
    // Leaves the folder marked as incomplete if old files were kept, so that the next build removes them.
    // Does the same while images are unreadable, so that the next build adds their sizes to the pages.
    if (!this.#keepsOld && !this.site.media.hasUnread) this.store.show(this.#line.key);
  }

  close(): void {
    this.store.close();
  }

  /** Prepares a fast first edit: lists the files that show each entry, shortly after a build. */
  prepareForEdits(): void {
    const shown = this.#shown;
    const later = setTimeout(() => {
      if (shown && this.#shown === shown) this.#readersIn(shown.family).gather();
    }, 20);
    later.unref();
  }

  #expect(changes: FolderChanges): void {
    this.store.begin(changes, this.#keepsOld);
    for (const path of changes.gone) {
      for (const known of [this.#inputs, this.#texts, this.#outputs]) known.delete(path);
    }
  }

  #put(file: PlannedFile, key: string): IndexedFile {
    this.made += 1;
    return this.store.put(file.path, key, this.#bytes.bytesOf(file.text(), file.charset));
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

  #recall(): void {
    this.#outputs.clear();
    const assets = this.site.theme.assets.values();
    for (const file of [...this.plan.made.values(), ...Array.from(assets, assetFile)]) {
      const stored = this.store.last(file.path);
      if (stored) this.#outputs.set(file.path, this.#outputOf(file, stored));
    }
  }

  #readersIn(family: object): SiteReaders {
    const known = this.#known;
    if (known?.family === family) return known.readers;
    const readers = new SiteReaders(this.plan);
    this.#known = { family, readers };
    return readers;
  }
}
