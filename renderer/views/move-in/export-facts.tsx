import type { ImportSummary } from "#contract/types/import-types.ts";
import { isMessageKey, useTranslate } from "../../state/language.ts";

export interface ExportFactsProps {
  readonly summary: ImportSummary;
  /** Whether the posts have been imported. */
  readonly isDone: boolean;
}

/** Shows what the chosen files contain, and what the import will keep. */
export function ExportFacts({ summary, isDone }: ExportFactsProps) {
  const t = useTranslate();
  const { format, service, files, entries, kinds, states, years, counts } = summary;
  const { "": missing = 0, ...hosts } = summary.pictures;
  const known = Object.keys(years).filter((year) => year !== "");
  const span = {
    years: known.length > 1 ? "several" : known.length === 1 ? "one" : "none",
    from: known[0] ?? "",
    to: known.at(-1) ?? "",
  };
  const serviceKey = `moveIn.service.${service}`;
  const written = (counts.add ?? 0) + (counts.update ?? 0);
  const rows: readonly (readonly [string, string])[] = [
    [t("moveIn.fact.entries"), t("moveIn.fact.entries.value", { count: entries, ...span })],
    ...fact(kinds.page, "pages"),
    ...fact(states.published, "published"),
    ...fact((states.draft ?? 0) + (states.scheduled ?? 0), "drafts"),
    ...fact((states.private ?? 0) + (states.unknown ?? 0), "hidden"),
    ...words(),
    ...authors(),
    ...fact(summary.included, "included"),
    ...fact(sum(isDone ? summary.waiting : hosts), "pictures"),
    ...fact(missing, "missing"),
    ...fact(summary.oldAddresses, "addresses"),
    ...fact(summary.keptComments, "keptComments", summary.commentsFile ?? "comments"),
    ...fact(summary.comments, "comments"),
    ...fact(entries - written, "unwritten", unwritten()),
    ...fact(Object.keys(summary.fields).length, "fields", listed(summary.fields)),
    ...fact(summary.oldFiles, "oldFiles"),
    ...fact(sum(summary.ignored), "ignored", Object.keys(summary.ignored).join(", ")),
  ];
  return (
    <section>
      <h3 className="sheet-heading">
        {t("moveIn.source", {
          format,
          service: service !== null && isMessageKey(serviceKey) ? t(serviceKey) : "",
          files: files.length,
          name: files[0]?.name ?? "",
        })}
      </h3>
      <dl className="move-in-facts">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {files
        .filter(({ damagedLine }) => damagedLine !== null)
        .map(({ name, damagedLine }) => (
          <p key={name} className="move-in-damage" role="status">
            {t("import.damagedFile", { name, line: damagedLine ?? 0 })}
          </p>
        ))}
      {summary.unused.length === 0 ? null : (
        <ul className="move-in-damage" role="status">
          {summary.unused.map(({ name, reason }) => (
            <li key={name}>{t(`import.unused.${reason}`, { name })}</li>
          ))}
        </ul>
      )}
      {isDone || entries === 0 ? null : <p className="field-note">{t("moveIn.kept")}</p>}
    </section>
  );

  function fact(count: number | undefined, name: Fact, detail = ""): [string, string][] {
    if (count === undefined || count <= 0) return [];
    return [[t(`moveIn.fact.${name}`), t(`moveIn.fact.${name}.value`, { count, detail })]];
  }

  /** Returns the numbers of categories and tags. Returns nothing if there are none. */
  function words(): [string, string][] {
    const { categories, tags } = summary;
    if (categories + tags === 0) return [];
    return [[t("moveIn.fact.words"), t("moveIn.fact.words.value", { categories, tags })]];
  }

  /** Returns the authors with their numbers of entries, or nothing if the files name only one author. */
  function authors(): [string, string][] {
    const count = Object.keys(summary.authors).length;
    return count > 1 ? fact(count, "authors", listed(summary.authors)) : [];
  }

  /** Returns how many entries are not written, and why: "3 unchanged". */
  function unwritten(): string {
    const reasons = ["unchanged", "edited", "removed", "exists", "repeated", "left"] as const;
    return reasons
      .filter((action) => (counts[action] ?? 0) > 0)
      .map((action) => t(`import.action.${action}`, { count: counts[action] ?? 0 }))
      .join(t("moveIn.comma"));
  }
}

type Fact =
  | "pages"
  | "published"
  | "drafts"
  | "hidden"
  | "included"
  | "pictures"
  | "missing"
  | "fields"
  | "authors"
  | "addresses"
  | "keptComments"
  | "comments"
  | "unwritten"
  | "oldFiles"
  | "ignored";

/** Maximum number of names in a list. */
const mostNames = 12;

/** Lists the most frequent names with their numbers: `math 12, weight 3`. */
function listed(counts: Readonly<Record<string, number>>): string {
  const ranked = Object.entries(counts).sort(([, one], [, other]) => other - one);
  const names = ranked.slice(0, mostNames).map(([name, count]) => `${name} ${count}`);
  return names.join(", ") + (ranked.length > mostNames ? ", …" : "");
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((all, count) => all + count, 0);
}
