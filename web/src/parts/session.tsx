// Who is signed in, and what was decided since then, so that it can be taken back.

import { createContext, type ComponentChildren } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { useAnswer } from "../api/answer";
import { decide, me as asked, type Me, type NewDecision, withdraw } from "../api/review";
import { keep, refusals, token as kept } from "../api/token";
import { again, type Change } from "../logic/deciding";
import * as places from "../logic/places";
import { strings } from "../strings";

const words = strings.reviewing;

interface Reviewing {
  me: Me | null;
  signIn: (token: string) => Promise<void>;
  signOut: () => void;
  revision: number; // grows with each decision
  applied: number; // grows when decisions were applied
  isApplied: boolean; // and none was made since
  renew: () => void; // show what is in the graph since then
  said: string; // what the last decision was
  decide: (rows: NewDecision[], said: string) => Promise<void>;
  takeBack: (id: string) => Promise<void>;
  undo: () => Promise<Change | null>;
}

const Context = createContext<Reviewing | null>(null);

export function useSession(): Reviewing {
  return useContext(Context)!;
}

export const useMayReview = (): boolean => useSession().me?.mayReview ?? false;

export function Session(props: { children: ComponentChildren }) {
  const { path, url, route } = useLocation();
  const [token, setToken] = useState(kept);
  const [changes, setChanges] = useState<readonly Change[]>([]);
  const [revision, setRevision] = useState(0);
  const [applied, setApplied] = useState(0);
  const [isApplied, setIsApplied] = useState(false);
  const [said, setSaid] = useState("");
  const answer = useAnswer(`me ${token}`, (signal) => asked(undefined, signal));

  const become = (next: string | null): void => {
    keep(next);
    setToken(next);
    setChanges([]);
  };
  const tell = (text: string): void => {
    setSaid(text);
    setRevision((n) => n + 1);
    setIsApplied(false);
  };
  useEffect(() => setSaid(""), [path]);
  useEffect(() => {
    const refused = (): void => {
      become(null);
      route(places.signIn(url, true));
    };
    refusals.addEventListener("refused", refused);
    return () => refusals.removeEventListener("refused", refused);
  }, [url]);

  const session: Reviewing = {
    me: answer.state === "there" ? answer.value : null,
    revision,
    applied,
    isApplied,
    renew() {
      tell("");
      setApplied((n) => n + 1);
      setIsApplied(true);
    },
    said,
    async signIn(given) {
      await asked(given);
      become(given);
    },
    signOut: () => become(null),
    async decide(rows, text) {
      const change = await decide(rows);
      setChanges((all) => [...all, change]);
      tell(text);
    },
    async takeBack(id) {
      const change = await withdraw(id);
      setChanges((all) => [...all, change]);
      tell(words.said.undone);
    },
    async undo() {
      const last = changes.at(-1);
      if (!last) {
        setSaid(words.said.nothingToUndo);
        return null;
      }
      setChanges((all) => all.slice(0, -1)); // also where it fails: somebody has changed it elsewhere
      for (const one of last.made) await withdraw(one.id);
      if (last.withdrawn.length) await decide(last.withdrawn.map(again));
      tell(words.said.undone);
      return last;
    },
  };
  return <Context.Provider value={session}>{props.children}</Context.Provider>;
}

/** What only those see who may review; others are led to sign in. */
export function ForReviewers(props: { children: ComponentChildren }) {
  const { me } = useSession();
  const { url } = useLocation();
  if (me?.mayReview) return <>{props.children}</>;
  if (me === null) {
    return (
      <p class="state" role="status">
        {strings.state.loading}
      </p>
    );
  }
  return (
    <p class="state">
      {words.signIn.needed} <a href={places.signIn(url)}>{words.signIn.title}</a>
    </p>
  );
}

/** In the header: who is signed in, or the way to sign in. */
export function Who() {
  const { me, signOut } = useSession();
  const { url } = useLocation();
  if (!me) return null;
  if (me.name === null) {
    return me.maySignIn ? (
      <a class="who" href={places.signIn(url)}>
        {words.signIn.title}
      </a>
    ) : null;
  }
  return (
    <span class="who">
      <bdi title={words.signIn.as(me.name)}>{me.name}</bdi>{" "}
      <button type="button" onClick={signOut}>
        {words.signIn.out}
      </button>
    </span>
  );
}
