// Light or dark: as the system says, or as somebody chose.

import { useState } from "preact/hooks";
import { strings } from "../strings";

const THEMES = ["system", "light", "dark"] as const;
type Theme = (typeof THEMES)[number];
const KEPT = "kg-theme";

function chosen(): Theme {
  try {
    return THEMES.find((theme) => theme === localStorage.getItem(KEPT)) ?? "system";
  } catch {
    return "system"; // a browser may forbid to keep anything
  }
}

export function applyTheme(theme: Theme = chosen()): void {
  document.documentElement.dataset.theme = theme;
}

export function ThemeChoice() {
  const [theme, setTheme] = useState<Theme>(chosen);
  const choose = (value: string): void => {
    const next = THEMES.find((one) => one === value) ?? "system";
    setTheme(next);
    applyTheme(next);
    try {
      localStorage.setItem(KEPT, next);
    } catch {
      return;
    }
  };
  return (
    <select
      class="theme" aria-label={strings.theme.label} title={strings.theme.label} value={theme}
      onChange={(event) => choose(event.currentTarget.value)}
    >
      {THEMES.map((one) => (
        <option key={one} value={one}>
          {strings.theme[one]}
        </option>
      ))}
    </select>
  );
}
