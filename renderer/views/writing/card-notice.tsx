import { chooseCards, makeCard } from "../../commands/cards.ts";
import { attempt } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";

/** Asks whether a pasted address becomes a card. Then shows the progress while the page is fetched. */
export function CardNotice({
  step,
  address,
}: {
  readonly step: "ask" | "fetching" | "none";
  readonly address: string;
}) {
  const app = useApp();
  const t = useTranslate();
  const close = { label: t("action.close"), onPress: () => app.workspace.dismissNotice() };
  if (step === "none")
    return <Notice tone="plain" leaves title={t("card.none")} detail={t("card.none.detail")} close={close} />;
  const { host } = new URL(address);
  if (step === "fetching") return <Notice tone="plain" title={t("card.fetching", { host })} close={close} />;
  const answer = (choice: "make" | "keep"): void =>
    void attempt(app, async () => {
      app.workspace.dismissNotice();
      await chooseCards(app, choice);
      if (choice === "make") await makeCard(app, address);
    });
  return (
    <Notice
      tone="plain"
      title={t("card.ask", { host })}
      detail={t("card.ask.detail")}
      actions={
        <>
          <Button variant="primary" onPress={() => answer("make")}>
            {t("card.ask.make")}
          </Button>
          <Button onPress={() => answer("keep")}>{t("card.ask.keep")}</Button>
        </>
      }
      close={close}
    />
  );
}
