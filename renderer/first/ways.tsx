import { BookOpen, FolderInput, FolderOpen, type LucideIcon, PenLine } from "lucide-react";
import { Button } from "react-aria-components";
import type { Client } from "#contract/rpc/definition.ts";
import type { FirstContract } from "#contract/first-contract.ts";
import type { Messages } from "../state/language.ts";

/** The ways to get a blog. The texts of a way have the keys `first.<way>` and `first.<way>.detail`. */
export type WayName = "sample" | "new" | "open" | "moveIn";

export interface WaysProps {
  readonly t: Messages;
  readonly main: Client<FirstContract>;
  /** The way to get a blog whose button has the focus at first. */
  readonly focused: WayName;
  readonly onNew: () => void;
  readonly onOpen: () => void;
  readonly onMoveIn: () => void;
}

/** The ways to get a blog, as buttons. Enter presses the button with the focus. */
export function Ways({ t, main, focused, onNew, onOpen, onMoveIn }: WaysProps) {
  const sample = (): void => void main.call("first.sample", {});
  const ways: readonly (readonly [name: WayName, icon: LucideIcon, onPress: () => void])[] = [
    ["sample", BookOpen, sample],
    ["new", PenLine, onNew],
    ["open", FolderOpen, onOpen],
    ["moveIn", FolderInput, onMoveIn],
  ];
  return (
    <>
      <h2 className="first-title">{t("first.title")}</h2>
      <div className="first-ways">
        {ways.map(([name, Icon, onPress]) => (
          <Button key={name} className="first-way" onPress={onPress} autoFocus={name === focused}>
            <Icon aria-hidden size={22} strokeWidth={1.5} />
            <span className="first-way-title">{t(`first.${name}`)}</span>
            <span className="first-way-detail">{t(`first.${name}.detail`)}</span>
          </Button>
        ))}
      </div>
      <p className="first-note">{t("first.practice")}</p>
    </>
  );
}
