import { isZone } from "#engine/blog/dates/zone-offset.ts";
import { encodingNamed } from "#engine/importers/input/text-encodings.ts";
import type { OptionValues } from "../command-table.ts";
import { UsageError } from "../help/usage.ts";

/** The parsed command line of `hitofude import`. */
export interface ImportRequest {
  readonly command: "import";
  readonly blog: string;
  readonly files: readonly string[];
  readonly undo: boolean;
  /** Id of an importer. If null, the format is detected. */
  readonly format: string | null;
  /** A name of an encoding that `TextDecoder` accepts. If null, the encoding is detected. */
  readonly encoding: string | null;
  readonly timeZone: string | null;
  readonly section: string | null;
  readonly unescapeHtml: boolean;
  /** Whether the old site's pages stay on the server. The import then only makes a page that lists them. */
  readonly inPlace: boolean;
  /** Hosts of the pictures that are fetched. `all` stands for every host of the export. */
  readonly pictures: readonly string[];
  /** URLs of the old site, and paths of files or folders that contain addresses of the old site. */
  readonly addresses: readonly string[];
  /** Whether to read the pages of the old site, in order to find their titles. */
  readonly readPages: boolean;
  /** Whether to write the files with which the old site forwards readers to the new posts. */
  readonly kit: boolean;
  readonly dryRun: boolean;
  /** Whether to import without a question at the terminal. */
  readonly yes: boolean;
  readonly json: boolean;
}

/** Reads the options and arguments of `hitofude import`. Throws `UsageError`. */
export function readImportRequest(values: OptionValues, files: readonly string[]): ImportRequest {
  const blog = values.into;
  if (blog === undefined) throw new UsageError("needsInto");
  const [undo, others] = [
    values.undo ?? false,
    Object.keys(values).filter((name) => !/^(?:undo|into|yes|json)$/.test(name)),
  ];
  if (undo && files.length + others.length > 0) throw new UsageError("undoImport");
  if (!undo && values["forwarding-kit"] !== true && files.length === 0) throw new UsageError("noFiles");
  const encoding = values.encoding === undefined ? null : encodingNamed(values.encoding);
  if (values.encoding !== undefined && encoding === null) {
    throw new UsageError("encoding");
  }
  const timeZone = values["time-zone"] ?? null;
  if (timeZone !== null && !isZone(timeZone)) {
    throw new UsageError("timeZone");
  }
  return {
    command: "import",
    blog,
    files,
    undo,
    format: values.format ?? null,
    encoding,
    timeZone,
    section: values.section ?? null,
    unescapeHtml: values["unescape-html"] ?? false,
    inPlace: values["in-place"] ?? false,
    pictures: values.pictures ?? [],
    addresses: values.addresses ?? [],
    readPages: values["read-pages"] ?? false,
    kit: values["forwarding-kit"] ?? false,
    dryRun: values["dry-run"] ?? false,
    yes: values.yes ?? false,
    json: values.json ?? false,
  };
}
