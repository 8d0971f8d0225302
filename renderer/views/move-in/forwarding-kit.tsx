import { useStore } from "zustand";
import { revealPost } from "../../commands/posts/post-actions.ts";
import { attempt } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";

/** Writes the files that forward readers of the old blog to the new posts. Then shows their folder. */
export function ForwardingKit() {
  const app = useApp();
  const t = useTranslate();
  const kit = useStore(app.moveIn.store, (state) => state.kit);
  return (
    <section className="move-in-last">
      <p role="status">{kit ? t("moveIn.kit.done", kit) : t("moveIn.kit.detail")}</p>
      {kit ? (
        <Button onPress={() => void attempt(app, () => revealPost(app, kit.folder))}>
          {t("moveIn.kit.show")}
        </Button>
      ) : (
        <Button onPress={() => void app.moveIn.writeKit()}>{t("moveIn.kit")}</Button>
      )}
    </section>
  );
}
