import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { useApp } from "../../state/app.ts";
import { draftFor, type TargetDraft } from "./target-draft.ts";
import { TargetForm } from "./target-form.tsx";
import { TargetList } from "./target-list.tsx";

/** Lists the blog's targets, or shows the form for one of them. */
export function TargetsSheet() {
  const app = useApp();
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
    return (
      <TargetForm key={draft.name} first={draft} isNew={isNew} onBack={() => edit(null)} onClose={close} />
    );
  }
  const add = (): void => edit(draftFor("sakura", freeName(Object.keys(list ?? {}))));
  return <TargetList onAdd={add} onEdit={edit} onClose={close} />;
}

/**
 * Returns a name that no target has yet: `live` for the public site, which is usually set up first; then
 * `staging`, for a preview of the site; then numbered names.
 */
function freeName(taken: readonly string[]): string {
  const names = ["live", "staging", ...Array.from({ length: 100 }, (_, index) => `target-${index + 1}`)];
  return names.find((name) => !taken.includes(name)) ?? "";
}
