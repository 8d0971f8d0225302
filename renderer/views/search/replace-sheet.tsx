import { useCallback, useEffect, useState } from "react";
import { Checkbox, type Selection } from "react-aria-components";
import { type AppError, toAppError } from "#contract/errors.ts";
import type { ReplaceMatch } from "#contract/types/search-types.ts";
import { attempt } from "../../commands/run-command.ts";
import { replaceWords } from "../../commands/search-commands.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { ErrorNotice } from "../shared/error-notice.tsx";
import { PlaceList, placeKey } from "./place-list.tsx";
import { useAnswer } from "./use-answer.ts";

/** The matches of a search, or the error of a search that failed. */
interface Found {
  readonly search: string;
  readonly exact: boolean;
  readonly total: number;
  readonly places: readonly ReplaceMatch[];
  readonly error: AppError | null;
}

/** Pause in typing before all posts are searched, in milliseconds. */
const rest = 150;

/** Replaces a text in all posts. First shows every change, so that the author can exclude some. */
export function ReplaceSheet() {
  const app = useApp();
  const t = useTranslate();
  const [search, setSearch] = useState("");
  const [replacement, setReplacement] = useState("");
  const [exact, setExact] = useState(true);
  const [isBusy, setBusy] = useState(false);
  const found = usePlaces(search, exact);
  const [selected, setSelected] = useSelection(found);
  const close = (): void => app.workspace.closeSheet();
  // While a new search runs, the list still shows the matches of the previous search.
  const isCurrent = found?.search === search && found.exact === exact;
  const chosen = found?.places.filter((place) => selected === "all" || selected.has(placeKey(place))) ?? [];
  const replace = async (): Promise<void> => {
    setBusy(true);
    close();
    await attempt(app, () => replaceWords(app, replacement, chosen));
  };
  return (
    <Sheet
      title={t("replace.title")}
      size="large"
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{t("action.cancel")}</Button>
          <Button
            variant="primary"
            isDisabled={!isCurrent || chosen.length === 0 || isBusy}
            onPress={() => void replace()}
          >
            {t("replace.accept", { count: chosen.length })}
          </Button>
        </>
      }
    >
      <div className="replace-fields">
        <TextField label={t("replace.search")} value={search} onChange={setSearch} autoFocus />
        <TextField label={t("replace.with")} value={replacement} onChange={setReplacement} />
      </div>
      <Checkbox className="check" isSelected={!exact} onChange={(loose) => setExact(!loose)}>
        <span className="check-box" aria-hidden />
        {t("replace.loose")}
      </Checkbox>
      {found?.error ? (
        <ErrorNotice error={found.error} />
      ) : (
        <p className="checks-sum" role="status">
          {found ? summary(found) : t("replace.hint")}
        </p>
      )}
      {found && found.places.length > 0 ? (
        <PlaceList
          places={found.places}
          replacement={replacement}
          selected={selected}
          onSelect={setSelected}
        />
      ) : null}
    </Sheet>
  );

  function summary({ total, places }: Found): string {
    const posts = new Set(places.map(({ path }) => path)).size;
    return total > places.length
      ? t("replace.sumSome", { total, shown: places.length })
      : t("replace.sum", { places: total, posts });
  }
}

/** Returns the matches in all posts. Saves unsaved text first, because the search reads files. */
function usePlaces(search: string, exact: boolean): Found | null {
  const { documents, services } = useApp();
  const ask = useCallback(
    async (signal: AbortSignal): Promise<Found> => {
      const question = { search, exact };
      try {
        await new Promise((resolve) => setTimeout(resolve, rest));
        signal.throwIfAborted();
        await documents.saveAll();
        const found = await services.engine.call("replace.find", question, signal);
        return { ...question, ...found, error: null };
      } catch (error) {
        return { ...question, total: 0, places: [], error: toAppError(error) };
      }
    },
    [documents, services, search, exact],
  );
  return useAnswer(search === "" ? null : ask);
}

/** Returns the selected matches, and a function that changes the selection. At first, all are selected. */
function useSelection(found: Found | null): [Selection, (selection: Selection) => void] {
  const [selected, setSelected] = useState<Selection>("all");
  // biome-ignore lint/correctness/useExhaustiveDependencies: new matches (`found`) reset the selection
  useEffect(() => setSelected("all"), [found]);
  return [selected, setSelected];
}
