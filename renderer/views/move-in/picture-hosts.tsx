import { Checkbox, CheckboxGroup, Label } from "react-aria-components";
import { useStore } from "zustand";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";

export interface PictureHostsProps {
  /** Maps each host to the number of its pictures. Pictures without a host have the key "". */
  readonly pictures: Readonly<Record<string, number>>;
}

/** Asks from which servers the import fetches pictures. Shows nothing if no picture is on a server. */
export function PictureHosts({ pictures }: PictureHostsProps) {
  const { moveIn } = useApp();
  const t = useTranslate();
  const chosen = useStore(moveIn.store, (state) => state.choices.pictureHosts);
  const hosts = Object.entries(pictures)
    .filter(([host]) => host !== "")
    .sort(([, one], [, other]) => other - one);
  if (hosts.length === 0) return null;
  return (
    <CheckboxGroup
      className="move-in-hosts"
      value={chosen ?? []}
      onChange={(pictureHosts) => moveIn.choose({ pictureHosts })}
    >
      <Label>{t("moveIn.pictures")}</Label>
      {hosts.map(([host, count]) => (
        <Checkbox key={host} className="check" value={host}>
          <span className="check-box" aria-hidden />
          {t("moveIn.pictures.host", { host, count })}
        </Checkbox>
      ))}
      <p className="field-note">{t("moveIn.pictures.detail")}</p>
    </CheckboxGroup>
  );
}
