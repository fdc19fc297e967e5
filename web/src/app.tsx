// The shell around the views.

import { useEffect, useRef } from "preact/hooks";
import { LocationProvider, Route, Router, useLocation } from "preact-iso";
import { SearchBox } from "./parts/search";
import { Session, useMayReview, useSession, Who } from "./parts/session";
import { ThemeChoice } from "./parts/theme";
import { strings } from "./strings";
import { views } from "./views";
import { Missing } from "./views/missing";

const MARGIN = 48; // px of what stands before the present view that are seen
const OURS = /^\/(?!(api|id|sparql|graph-store|dump|about|store|openapi\.json|healthz|metrics)(\/|\?|$))/; // others are the server's

export const App = () => (
  <LocationProvider scope={OURS}>
    <Session>
      <a class="skip" href="#content">
        {strings.skip}
      </a>
      <Header />
      <main id="content" tabIndex={-1}>
        <Shown />
      </main>
    </Session>
  </LocationProvider>
);

function Header() {
  const { path } = useLocation();
  const mayReview = useMayReview();
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const here = list.current?.querySelector<HTMLElement>("a[aria-current]");
    list.current?.parentElement?.scrollTo({ left: (here?.offsetLeft ?? 0) - MARGIN }); // on a phone they are one line
  }, [path, mayReview]);
  return (
    <header>
      <a class="brand" href="/" title={strings.tagline}>
        {strings.name}
      </a>
      <nav aria-label={strings.nav.label}>
        <ul ref={list}>
          {views
            .filter((view) => view.name && (mayReview || !view.isReview))
            .map((view) => (
              <li key={view.path}>
                <a href={view.path} aria-current={isWithin(path, view.path) ? "page" : undefined}>
                  {view.name}
                </a>
              </li>
            ))}
        </ul>
      </nav>
      <SearchBox />
      <ThemeChoice />
      <Who />
    </header>
  );
}

const isWithin = (path: string, view: string): boolean => path === view || (view !== "/" && path.startsWith(`${view}/`));

function Shown() {
  const { path } = useLocation();
  const { applied } = useSession();
  if (!isReadable(path)) return <Missing />;
  return (
    <Router key={applied}>
      {views.map((view) => (
        <Route key={view.path} path={view.path} component={view.show} />
      ))}
      <Route default component={Missing} />
    </Router>
  );
}

function isReadable(path: string): boolean {
  try {
    return decodeURIComponent(path) !== "";
  } catch {
    return false;
  }
}
