import { useEffect } from "react";
import { useStore } from "zustand";
import type { ProseEditor } from "../../editor/prose-editor.ts";
import type { RemarksHost } from "../../editor/remarks/remarks-watcher.ts";
import { type App, useApp } from "../../state/app.ts";
import { callWithBody } from "../../state/documents/body-revision.ts";
import { type Messages, useTranslate } from "../../state/language.ts";
import { problemPosition } from "../../state/problem-position.ts";
import { problemTexts } from "../checks/problem-text.tsx";

/** Marks problems and misspelt words in the text. */
export function useRemarks(editor: ProseEditor | null): void {
  const app = useApp();
  const t = useTranslate();
  const isSpelling = useStore(app.preferences.store, (values) => values.spellCheck);
  useEffect(() => editor?.watch(remarksHost(app, t, isSpelling)), [editor, app, t, isSpelling]);
}

function remarksHost(app: App, t: Messages, isSpelling: boolean): RemarksHost {
  return {
    isComposing: () => app.editor.composing,
    problems: async () => {
      const { current } = app.documents;
      if (!current) return [];
      const { path, frontMatter } = current;
      const { engine } = app.services;
      const problems = await callWithBody(engine, current, (body) =>
        engine.call("check.text", { path, frontMatter, body }),
      );
      return problems.flatMap((problem) => {
        const position = problemPosition(problem, frontMatter);
        return position.kind === "body" ? [{ problem, line: position.line }] : [];
      });
    },
    misspelt: async (words) =>
      isSpelling && words.length > 0 ? app.services.engine.call("spell.check", { words: [...words] }) : [],
    describe: (remark) =>
      remark.kind === "word"
        ? t("fix.misspelt", { word: remark.word })
        : problemTexts(t, remark.problem).what,
  };
}
