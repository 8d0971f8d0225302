import { BookOpen, FolderInput, FolderOpen, type LucideIcon, PenLine } from "lucide-react";
import { Button } from "react-aria-components";
import type { Client } from "#contract/rpc/definition.ts";
import type { FirstContract } from "#contract/first-contract.ts";
import type { Messages } from "../state/language.ts";

export interface WaysProps {
  readonly t: Messages;
  readonly main: Client<FirstContract>;
  readonly onNew: () => void;
  readonly onOpen: () => void;
  readonly onMoveIn: () => void;
}

/** The ways to get a blog, as buttons. Enter presses the first button. */
export function Ways({ t, main, onNew, onOpen, onMoveIn }: WaysProps) {
  const sample = (): void => void main.call("first.sample", {});
  return (
    <>
      <h2 className="first-title">{t("first.title")}</h2>
      <div className="first-ways">
        <Way
          icon={BookOpen}
          title={t("first.sample")}
          detail={t("first.sample.detail")}
          onPress={sample}
          autoFocus
        />
        <Way icon={PenLine} title={t("first.new")} detail={t("first.new.detail")} onPress={onNew} />
        <Way icon={FolderOpen} title={t("first.open")} detail={t("first.open.detail")} onPress={onOpen} />
        <Way
          icon={FolderInput}
          title={t("first.moveIn")}
          detail={t("first.moveIn.detail")}
          onPress={onMoveIn}
        />
      </div>
      <p className="first-note">{t("first.practice")}</p>
    </>
  );
}

interface WayProps {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly detail: string;
  readonly onPress: () => void;
  readonly autoFocus?: boolean;
}

function Way({ icon: Icon, title, detail, onPress, autoFocus = false }: WayProps) {
  return (
    <Button className="first-way" onPress={onPress} autoFocus={autoFocus}>
      <Icon aria-hidden size={22} strokeWidth={1.5} />
      <span className="first-way-title">{title}</span>
      <span className="first-way-detail">{detail}</span>
    </Button>
  );
}
