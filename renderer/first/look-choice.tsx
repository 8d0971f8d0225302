import { Label, Radio, RadioGroup } from "react-aria-components";
import type { Language } from "#contract/messages.ts";
import { type LookId, lookIds, looksFor } from "#contract/settings/looks.ts";
import type { Messages } from "../state/language.ts";
import fudeSansEn from "#resources/looks/fude-sans-en.png";
import fudeSansJa from "#resources/looks/fude-sans-ja.png";
import fudeVertical from "#resources/looks/fude-vertical-ja.png";
import fudeEn from "#resources/looks/fude-en.png";
import fudeJa from "#resources/looks/fude-ja.png";
import hitokotoEn from "#resources/looks/hitokoto-en.png";
import hitokotoJa from "#resources/looks/hitokoto-ja.png";
import kamiEn from "#resources/looks/kami-en.png";
import kamiJa from "#resources/looks/kami-ja.png";
import koyomiEn from "#resources/looks/koyomi-en.png";
import koyomiJa from "#resources/looks/koyomi-ja.png";

/** Pictures of the sample blog in each design (`scripts/make-look-pictures.ts`). */
const pictures: Readonly<Record<LookId, Readonly<Record<Language, string>>>> = {
  fude: { ja: fudeJa, en: fudeEn },
  "fude-sans": { ja: fudeSansJa, en: fudeSansEn },
  hitokoto: { ja: hitokotoJa, en: hitokotoEn },
  kami: { ja: kamiJa, en: kamiEn },
  koyomi: { ja: koyomiJa, en: koyomiEn },
  "fude-vertical": { ja: fudeVertical, en: fudeVertical },
};

export interface LookChoiceProps {
  readonly t: Messages;
  readonly language: Language;
  readonly value: LookId;
  readonly onChange: (look: LookId) => void;
}

/** Shows the designs for a new blog as pictures. The author chooses one. */
export function LookChoice({ t, language, value, onChange }: LookChoiceProps) {
  return (
    <RadioGroup
      className="looks"
      orientation="horizontal"
      value={value}
      onChange={(chosen) => {
        const look = lookIds.find((id) => id === chosen);
        if (look) onChange(look);
      }}
    >
      <Label>{t("first.look")}</Label>
      <div className="looks-row">
        {looksFor(language).map((id) => (
          <Radio key={id} value={id} className="look">
            <img src={pictures[id][language]} alt="" width={320} height={240} draggable={false} />
            <span>{t(`first.look.${id}`)}</span>
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
