import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { useApp } from "../../state/app.ts";
import { type Messages, useLanguage, useTranslate } from "../../state/language.ts";
import { draftFor, type TargetDraft } from "./target-draft.ts";
import { TargetForm } from "./target-form.tsx";
import { TargetList } from "./target-list.tsx";

/** Lists the blog's targets, or shows the form for one of them. */
export function TargetsSheet() {
  const app = useApp();
  const language = useLanguage();
  const t = useTranslate();
  const { list } = useStore(app.targets.store);
  const [draft, setDraft] = useState<TargetDraft | null>(null);
  useEffect(() => {
    void app.targets.load();
    return () => app.targets.forget();
  }, [app.targets]);
  const edit = (next: TargetDraft | null): void => {
    app.targets.forget();
    setDraft(next);
  };
  const close = (): void => app.workspace.closeSheet();
  if (draft) {
    const isNew = !Object.hasOwn(list ?? {}, draft.name);
    const back = (): void => edit(null);
    return (
      <TargetForm key={draft.name} first={draft} isNew={isNew} onBack={back} onSaved={back} onClose={close} />
    );
  }
  const add = (): void => {
    const next = draftFor(firstPlace[language], freeName(t, Object.keys(list ?? {})));
    // A target beside the author's own, such as one for trials, is seldom where the blog is published from now on.
    const { summary } = app.blog.store.getState();
    const isFirst = summary?.targets.every(({ kind }) => kind === "practice") ?? false;
    edit({ ...next, makeDefault: isFirst });
  };
  return <TargetList onAdd={add} onEdit={edit} onClose={close} />;
}

/** Sets up the first target of a blog that has only the practice site, and offers to publish. */
export function NewTargetSheet() {
  const app = useApp();
  const language = useLanguage();
  const t = useTranslate();
  useEffect(() => {
    void app.targets.load();
    return () => app.targets.forget();
  }, [app.targets]);
  const close = (): void => app.workspace.closeSheet();
  const saved = ({ name, makeDefault }: TargetDraft): void => {
    close();
    if (makeDefault) app.workspace.notify({ kind: "targetReady", name: name.trim() });
  };
  const first = draftFor(firstPlace[language], freeName(t, []));
  return <TargetForm first={first} isNew onBack={close} onSaved={saved} onClose={close} />;
}

/**
 * The place that is preselected in each language.
 * English has no web host here, because all listed web hosts are Japanese.
 */
const firstPlace = { ja: "sakura", en: "openssh" } as const;

/** Returns an unused target name: that of the public site, that of a site for trials, or a numbered name. */
function freeName(t: Messages, taken: readonly string[]): string {
  const numbered = Array.from({ length: 100 }, (_, index) =>
    t("targets.newName.more", { number: index + 1 }),
  );
  const names = [t("targets.newName.live"), t("targets.newName.staging"), ...numbered];
  return names.find((name) => !taken.includes(name)) ?? "";
}
