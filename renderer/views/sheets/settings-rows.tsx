import type { ReactNode } from "react";
import { useStore } from "zustand";
import type { CommandId } from "#contract/commands.ts";
import type { Preferences } from "#contract/main-contract.ts";
import { chooseCards } from "../../commands/cards.ts";
import { chooseNewPosts } from "../../commands/publish-flow.ts";
import { attempt, isEnabled, runCommand } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { type MessageKey, useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { SizeField } from "../../ui/size-field.tsx";
import { SwitchField } from "../../ui/switch-field.tsx";
import { useCommandTexts } from "../shared/texts.ts";

/** The commands that open sheets with settings of the blog. */
const blogCommands: readonly CommandId[] = ["blog-settings", "targets", "notices"];

/** A setting: its name, its control and its search words. */
export interface SettingsRow {
  readonly key: string;
  readonly name: string;
  readonly words: readonly string[];
  readonly view: ReactNode;
}

/** Returns all settings in their order. The settings of the blog are buttons that open a sheet. */
export function useSettingsRows(): readonly SettingsRow[] {
  const t = useTranslate();
  const own = [...useLookRows(), ...useWritingRows()].map((row) => ({
    ...row,
    words: [...row.words, t(`settings.words.${row.key}`)],
  }));
  return [...own, ...useBlogRows()];
}

/** A setting of the program. The locales have more search words (`settings.words.<key>`). */
interface OwnRow extends SettingsRow {
  readonly key: OwnKey;
}

type OwnKey = NameIn<MessageKey>;

type NameIn<Key> = Key extends `settings.words.${infer Name}` ? Name : never;

function usePreferences(): { values: Preferences; set: (changes: Partial<Preferences>) => void } {
  const app = useApp();
  return {
    values: useStore(app.preferences.store),
    set: (changes) => void attempt(app, () => app.preferences.set(changes)),
  };
}

function useLookRows(): OwnRow[] {
  const t = useTranslate();
  const { values, set } = usePreferences();
  const system = { value: "system", label: t("settings.system") } as const;
  return [
    choiceRow({
      key: "language",
      label: t("settings.language"),
      value: values.language,
      onChange: (language) => set({ language }),
      options: [system, { value: "ja", label: "日本語" }, { value: "en", label: "English" }],
    }),
    choiceRow({
      key: "colours",
      label: t("settings.colours"),
      value: values.colours,
      onChange: (colours) => set({ colours }),
      options: [
        system,
        { value: "light", label: t("settings.light") },
        { value: "dark", label: t("settings.dark") },
      ],
    }),
    switchRow({
      key: "highContrast",
      label: t("settings.highContrast"),
      isSelected: values.highContrast,
      onChange: (highContrast) => set({ highContrast }),
      description: t("settings.highContrast.detail"),
    }),
    choiceRow({
      key: "font",
      label: t("settings.font"),
      value: values.editorFont,
      onChange: (editorFont) => set({ editorFont }),
      options: [
        { value: "sans", label: t("settings.font.sans") },
        { value: "serif", label: t("settings.font.serif") },
        { value: "mono", label: t("settings.font.mono") },
      ],
    }),
    {
      key: "fontSize",
      name: t("settings.fontSize"),
      words: [t("settings.fontSize"), t("settings.smaller"), t("settings.larger")],
      view: (
        <>
          <SizeField
            label={t("settings.fontSize")}
            value={values.editorFontSize}
            min={12}
            max={28}
            smallerLabel={t("settings.smaller")}
            largerLabel={t("settings.larger")}
            onChange={(editorFontSize) => set({ editorFontSize })}
          />
          <p className="font-sample" style={{ fontSize: values.editorFontSize }}>
            {t("settings.sample")}
          </p>
        </>
      ),
    },
  ];
}

function useWritingRows(): OwnRow[] {
  const app = useApp();
  const t = useTranslate();
  const { values, set } = usePreferences();
  const newPostsOptions = [
    { value: "ask", label: t("settings.newPosts.ask") },
    { value: "publish", label: t("settings.newPosts.publish") },
    { value: "keep", label: t("settings.newPosts.keep") },
  ] as const;
  const cardOptions = [
    { value: "ask", label: t("settings.cards.ask") },
    { value: "make", label: t("settings.cards.make") },
    { value: "keep", label: t("settings.cards.keep") },
  ] as const;
  return [
    switchRow({
      key: "typewriter",
      label: t("settings.typewriter"),
      isSelected: values.typewriter,
      onChange: (typewriter) => set({ typewriter }),
    }),
    switchRow({
      key: "focusMode",
      label: t("settings.focusMode"),
      isSelected: values.focusMode,
      onChange: (focusMode) => set({ focusMode }),
    }),
    switchRow({
      key: "spellCheck",
      label: t("settings.spellCheck"),
      isSelected: values.spellCheck,
      onChange: (spellCheck) => set({ spellCheck }),
      description: t("settings.spellCheck.detail"),
    }),
    switchRow({
      key: "keepRunning",
      label: t("settings.keepRunning"),
      isSelected: values.keepRunning,
      onChange: (keepRunning) => set({ keepRunning }),
      description: t("settings.keepRunning.detail"),
    }),
    {
      key: "newPosts",
      name: t("settings.newPosts"),
      words: [t("settings.newPosts"), ...newPostsOptions.map((option) => option.label)],
      view: (
        <SelectField
          label={t("settings.newPosts")}
          value={values.newPosts[app.info.folder] ?? "ask"}
          options={newPostsOptions}
          onChange={(value) => {
            const option = newPostsOptions.find((candidate) => candidate.value === value);
            if (option) void attempt(app, () => chooseNewPosts(app, option.value));
          }}
        />
      ),
    },
    {
      key: "cards",
      name: t("settings.cards"),
      words: [t("settings.cards"), ...cardOptions.map((option) => option.label)],
      view: (
        <SelectField
          label={t("settings.cards")}
          value={values.cards[app.info.folder] ?? "ask"}
          options={cardOptions}
          onChange={(value) => {
            const option = cardOptions.find((candidate) => candidate.value === value);
            if (option) void attempt(app, () => chooseCards(app, option.value));
          }}
        />
      ),
    },
    switchRow({
      key: "compatibility",
      label: t("settings.compatibility"),
      isSelected: !values.editContext,
      onChange: (compatible) => set({ editContext: !compatible }),
      description: t("settings.compatibility.detail"),
    }),
  ];
}

function useBlogRows(): SettingsRow[] {
  const app = useApp();
  const texts = useCommandTexts();
  return blogCommands.map((id) => {
    const { title } = texts(id);
    return {
      key: id,
      name: title,
      words: [title],
      view: (
        <p>
          <Button isDisabled={!isEnabled(app, id)} onPress={() => void runCommand(app, id)}>
            {title}
          </Button>
        </p>
      ),
    };
  });
}

interface ChoiceOptions<Value> {
  readonly key: OwnKey;
  readonly label: string;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
}

function choiceRow<Value extends string>({
  key,
  label,
  value,
  onChange,
  options,
}: ChoiceOptions<Value>): OwnRow {
  return {
    key,
    name: label,
    words: [label, ...options.map((option) => option.label)],
    view: <Choice label={label} value={value} options={options} onChange={onChange} />,
  };
}

interface SwitchOptions {
  readonly key: OwnKey;
  readonly label: string;
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
  readonly description?: string;
}

function switchRow({ key, label, isSelected, onChange, description = "" }: SwitchOptions): OwnRow {
  return {
    key,
    name: label,
    words: [label, description],
    view: <SwitchField label={label} description={description} isSelected={isSelected} onChange={onChange} />,
  };
}
