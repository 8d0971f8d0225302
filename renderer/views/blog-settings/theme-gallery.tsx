import { type CSSProperties, useEffect, useId, useRef, useState } from "react";
import { Label, Radio, RadioGroup } from "react-aria-components";
import type { Look } from "#contract/calls/settings-calls.ts";
import { useApp } from "../../state/app.ts";
import { useLanguage, useTranslate } from "../../state/language.ts";
import { DrawingQueue } from "./drawing-queue.ts";
import { textIn, themeName } from "./setting-texts.ts";
import { useSettings } from "./use-settings.ts";

/** Shows each theme as a picture of the blog's posts in both colour schemes. The author chooses a theme. */
export function ThemeGallery({ onChoose }: { readonly onChoose: (theme: string) => void }) {
  const t = useTranslate();
  const language = useLanguage();
  const { themes, effective } = useSettings();
  const { looks, hasSamples } = useLooks();
  const note = useId();
  const [queue] = useState(() => new DrawingQueue());
  const chosen = String(effective(["theme"]));
  const unknown = { name: chosen, title: {}, description: { en: t("blogSettings.ownTheme") } };
  const all = themes.some(({ name }) => name === chosen) ? themes : [...themes, unknown];
  return (
    <RadioGroup
      className="theme-choice"
      value={chosen}
      onChange={onChoose}
      // Links the description explicitly: React Aria ignores a description that is rendered after the group.
      {...(hasSamples ? { "aria-describedby": note } : {})}
    >
      <Label className="setting-legend">{t("setting.theme")}</Label>
      {hasSamples ? (
        <span id={note} className="field-note">
          {t("blogSettings.look.samples")}
        </span>
      ) : null}
      <div className="theme-cards">
        {all.map((theme) => {
          const { name, description } = theme;
          const shownName = themeName(t, language, theme, themes);
          const look = looks.find((one) => one.theme === name);
          const page = (url: string | undefined): string =>
            url === undefined ? "" : `${url}&version=${look?.version}`;
          return (
            <Radio
              key={name}
              value={name}
              className="theme-card"
              aria-label={shownName}
              // Scrolls to the whole card.
              // The browser itself would scroll only to the hidden input at the top of the card.
              onFocus={({ target }) => target.closest(".theme-card")?.scrollIntoView({ block: "nearest" })}
            >
              <span className="theme-pictures" aria-hidden>
                <LookPicture url={page(look?.front)} queue={queue} />
                <LookPicture url={page(look?.post)} queue={queue} />
              </span>
              <span className="theme-name">{shownName}</span>
              <span className="theme-detail">{textIn(description, language)}</span>
            </Radio>
          );
        })}
      </div>
    </RadioGroup>
  );
}

interface DrawnLooks {
  /** The pages of each theme. A higher `version` loads the pages again. */
  readonly looks: readonly (Look & { readonly version: number })[];
  /** True if the themes show sample posts, because the blog has no published post. */
  readonly hasSamples: boolean;
}

/** Returns the pages of all themes. Makes new pages only when `themes` changes. */
function useLooks(): DrawnLooks {
  const { services } = useApp();
  const { draft, themes } = useSettings();
  const [drawn, setDrawn] = useState<DrawnLooks>({ looks: [], hasSamples: false });
  // biome-ignore lint/correctness/useExhaustiveDependencies: new `themes` can have changed files
  useEffect(() => {
    const { text, values, files } = draft.store.getState();
    if (text === null || values === null) return;
    let isGone = false;
    const draw = async (): Promise<void> => {
      const { looks, hasSamples } = await services.engine.call("settings.looks", {
        text,
        files: Object.fromEntries(files),
      });
      if (isGone) return;
      setDrawn((before) => {
        const version = (before.looks[0]?.version ?? 0) + 1;
        return { looks: looks.map((look) => ({ ...look, version })), hasSamples };
      });
    };
    // If the engine has stopped, shows only names. Another part of the window shows the error.
    draw().catch(() => undefined);
    return () => {
      isGone = true;
    };
  }, [services, draft, themes]);
  return drawn;
}

/** Width of the pages in pixels before they are scaled down. The style sheet has the same number. */
const pageWidth = 800;

interface LookPictureProps {
  /** The page to draw, or "" until the engine has made it. */
  readonly url: string;
  readonly queue: DrawingQueue;
}

/**
 * A picture of a page. The left half is in light colours, and the right half is in dark colours.
 * Loads the page when the picture is visible and all earlier pictures are done.
 */
function LookPicture({ url, queue }: LookPictureProps) {
  const element = useRef<HTMLSpanElement>(null);
  const [isSeen, setSeen] = useState(false);
  const [scale, setScale] = useState(0);
  useEffect(() => {
    if (!element.current) return;
    const sight = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) setSeen(true);
    });
    const size = new ResizeObserver(([entry]) => setScale((entry?.contentRect.width ?? 0) / pageWidth));
    for (const observer of [sight, size]) observer.observe(element.current);
    return () => {
      for (const observer of [sight, size]) observer.disconnect();
    };
  }, []);
  return (
    <span className="look-picture" ref={element} style={{ "--look-scale": scale } as CSSProperties}>
      {isSeen && url !== "" ? (
        <>
          <LookFrame url={url} scheme="light" queue={queue} />
          <LookFrame url={url} scheme="dark" queue={queue} />
        </>
      ) : null}
    </span>
  );
}

interface LookFrameProps extends LookPictureProps {
  readonly scheme: "light" | "dark";
}

function LookFrame({ url, scheme, queue }: LookFrameProps) {
  const t = useTranslate();
  const [turn, setTurn] = useState<{ readonly url: string; readonly done: () => void } | null>(null);
  const [isLoaded, setLoaded] = useState(false);
  useEffect(() => queue.enter((done) => setTurn({ url, done })), [queue, url]);
  if (!turn) return null;
  return (
    <iframe
      className={`look-${scheme}`}
      inert
      sandbox="allow-scripts allow-same-origin"
      referrerPolicy="no-referrer"
      scrolling="no"
      src={turn.url}
      tabIndex={-1}
      title={t("blogSettings.look.picture")}
      style={{ colorScheme: scheme }}
      data-loaded={isLoaded || undefined}
      onLoad={() => {
        setLoaded(true);
        turn.done();
      }}
    />
  );
}
