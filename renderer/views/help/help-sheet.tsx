import { type GuideNode, type GuideTopic, guide } from "virtual:guide";
import { createElement, type ReactNode, useState } from "react";
import { ListBox, ListBoxItem } from "react-aria-components";
import { commandTable } from "#contract/commands.ts";
import { fold } from "#contract/site-search/fold.ts";
import { useApp } from "../../state/app.ts";
import { useLanguage, useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { QueryField } from "../../ui/query-field.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { useCommandTexts } from "../shared/texts.ts";

/** The user's guide: topics, a search field, all keys, and the version of the program. */
export function HelpSheet() {
  const { workspace } = useApp();
  const t = useTranslate();
  const topics = guide[useLanguage()];
  const [query, setQuery] = useState("");
  const [chosen, choose] = useState("0");
  const found = findTopics(topics, query);
  const shown = found.find(({ id }) => id === chosen) ?? found[0];
  const close = (): void => workspace.closeSheet();
  // Shows the best match while the author types. If the field is empty, the topic stays.
  const find = (typed: string): void => {
    setQuery(typed);
    const [best] = findTopics(topics, typed);
    if (best && typed.trim() !== "") choose(best.id);
  };
  return (
    <Sheet
      title={t("help.title")}
      size="wide"
      onClose={close}
      actions={<Button onPress={close}>{t("action.close")}</Button>}
    >
      <div className="guide">
        <div className="guide-side">
          <QueryField
            label={t("help.field")}
            placeholder={t("help.field")}
            onQuery={find}
            hasList={false}
            autoFocus
          />
          <ListBox
            className="guide-topics"
            aria-label={t("help.topics")}
            selectionMode="single"
            disallowEmptySelection
            selectionBehavior="replace"
            selectedKeys={shown ? [shown.id] : []}
            onSelectionChange={(keys) => choose(String([...keys][0]))}
            items={found}
          >
            {({ id, title }) => (
              <ListBoxItem id={id} className="guide-topic">
                {title}
              </ListBoxItem>
            )}
          </ListBox>
        </div>
        {shown ? (
          <Topic key={shown.id} topic={shown} isLast={shown === topics.at(-1)} />
        ) : (
          <p className="guide-empty" role="status">
            {t("help.empty", { query: query.trim() })}
          </p>
        )}
      </div>
    </Sheet>
  );
}

interface TopicProps {
  readonly topic: GuideTopic;
  /** Whether the topic is the last one. Below the last topic, the sheet lists all keys. */
  readonly isLast: boolean;
}

function Topic({ topic, isLast }: TopicProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: keys can scroll it only while it has the focus
    <section className="guide-text" aria-label={topic.title} tabIndex={0}>
      <h3>{topic.title}</h3>
      <GuideText content={topic.content} />
      {isLast ? <Keys /> : null}
    </section>
  );
}

function GuideText({ content }: { readonly content: readonly GuideNode[] }) {
  return content.map((node, index) => element(node, String(index)));
}

/** Renders one node of the guide. A node's index can be its `key`, because the guide never changes. */
function element(node: GuideNode, key: string): ReactNode {
  if (typeof node === "string") return node;
  const { tag, attributes, children } = node;
  if (tag === "img") return attributes.src === "" ? null : <img key={key} alt="" {...attributes} />;
  return createElement(
    tag,
    { key },
    children.map((child, index) => element(child, String(index))),
  );
}

function Keys() {
  const { info } = useApp();
  const t = useTranslate();
  const texts = useCommandTexts();
  const withKeys = commandTable.map(({ id }) => ({ id, ...texts(id) })).filter(({ shortcut }) => shortcut);
  return (
    <>
      <dl className="key-table">
        {withKeys.map(({ id, title, shortcut }) => (
          <div key={id}>
            <dt>{title}</dt>
            <dd>
              <kbd>{shortcut}</kbd>
            </dd>
          </div>
        ))}
      </dl>
      <p className="field-note">
        {t("help.version", { name: info.name, version: info.version, electron: info.electron })}
      </p>
      {info.isStandIn ? <p className="field-note">{t("help.standIn", { electron: info.electron })}</p> : null}
    </>
  );
}

/** Returns the topics that contain all words of a query. Topics with a word in the title come first. */
function findTopics(topics: readonly GuideTopic[], query: string): GuideTopic[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  const found = topics.filter(({ title, text }) => {
    const all = fold(`${title}\n${text}`);
    return words.every((word) => all.includes(word));
  });
  const isInTitle = ({ title }: GuideTopic): boolean => words.some((word) => fold(title).includes(word));
  return [...found.filter(isInTitle), ...found.filter((topic) => !isInTitle(topic))];
}
