import { useCallback, useState } from "react";
import { ListBoxItem } from "react-aria-components";
import { learnWord } from "../../commands/comfort-commands.ts";
import { attempt } from "../../commands/run-command.ts";
import { fixKinds } from "../../editor/remarks/quick-fixes.ts";
import { useApp } from "../../state/app.ts";
import type { FixKind, Remark } from "../../state/current-editor.ts";
import { useTranslate } from "../../state/language.ts";
import { problemTexts } from "../checks/problem-text.tsx";
import { useAnswer } from "../search/use-answer.ts";
import { PickSheet } from "./pick-sheet.tsx";

interface Option {
  readonly title: string;
  readonly act: () => void;
}

/** Offers fixes for the misspelt word or the problem at the caret. */
export function FixSheet() {
  const app = useApp();
  const t = useTranslate();
  const [remarks] = useState(() => app.editor.handle?.remarksHere() ?? []);
  const [first] = remarks;
  const options = [...useWordOptions(first), ...problemOptions()];
  const said = remarks.flatMap((remark) =>
    remark.kind === "problem" ? [problemTexts(t, remark.problem)] : [],
  );
  const pick = (key: string): void => {
    app.workspace.closeSheet();
    options.find(({ title }) => title === key)?.act();
  };
  return (
    <PickSheet
      title={first?.kind === "word" ? t("fix.misspelt", { word: first.word }) : t("fix.title")}
      placeholder={t("fix.placeholder")}
      onPick={pick}
      isEmpty={options.length === 0}
      note={
        <div className="search-sum" role="status">
          {remarks.length === 0 ? t("fix.nothing") : null}
          {first?.kind === "word" ? t("fix.misspelt", { word: first.word }) : null}
          {said.map(({ what, todo }) => (
            <p key={what}>
              {what} {todo}
            </p>
          ))}
        </div>
      }
    >
      {options.map(({ title }) => (
        <ListBoxItem key={title} id={title} textValue={title} className="menu-item">
          {title}
        </ListBoxItem>
      ))}
    </PickSheet>
  );

  function problemOptions(): Option[] {
    return remarks.flatMap((remark) =>
      remark.kind === "problem"
        ? fixKinds(remark.problem).map((kind: FixKind) => ({
            title: t(`fix.${kind}`),
            act: () => app.editor.handle?.fix(remark.problem, remark.line, kind),
          }))
        : [],
    );
  }
}

/** Returns the options for a misspelt word: suggestions, and adding the word to the dictionary. */
function useWordOptions(remark: Remark | undefined): Option[] {
  const app = useApp();
  const t = useTranslate();
  const word = remark?.kind === "word" ? remark.word : null;
  const ask = useCallback(
    (signal: AbortSignal) => app.services.engine.call("spell.suggest", { word: word ?? "" }, signal),
    [app, word],
  );
  const suggestions = useAnswer(word === null ? null : ask);
  if (!remark || word === null) return [];
  return [
    ...(suggestions ?? []).map((suggestion) => ({
      title: suggestion,
      act: () => app.editor.handle?.replaceWord(remark, suggestion),
    })),
    {
      title: t("fix.learn", { word }),
      act: () => void attempt(app, () => learnWord(app, word)),
    },
  ];
}
