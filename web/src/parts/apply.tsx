// How decisions get into the graph: by a button, where the server was started so; else by who runs it.

import { useEffect, useState } from "preact/hooks";
import { apply, type Ingest, ingest } from "../api/review";
import { strings } from "../strings";
import { Failed, useAct } from "./act";
import { useSession } from "./session";

const AGAIN = 500; // ms between two looks at how far it is
const words = strings.reviewing;

export function Applied() {
  const { me } = useSession();
  const [before, command, after] = words.applied;
  return me?.mayApply ? (
    <Apply />
  ) : (
    <p class="note">
      {before} <code>{command}</code> {after}
    </p>
  );
}

function Apply() {
  const { isApplied, renew } = useSession();
  const acting = useAct();
  const [found, setFound] = useState<Ingest | null>(null);
  useEffect(() => {
    const control = new AbortController();
    ingest(control.signal).then(setFound, () => undefined); // it matters where somebody else has begun one
    return () => control.abort();
  }, []);
  useEffect(() => {
    if (!found?.isRunning) return;
    const control = new AbortController();
    const look = (): void => {
      ingest(control.signal).then(
        (now) => {
          setFound(now);
          if (!now.isRunning) renew();
        },
        () => control.signal.aborted || setFound({ ...found }), // look again
      );
    };
    const waiting = setTimeout(look, AGAIN);
    return () => {
      clearTimeout(waiting);
      control.abort();
    };
  }, [found]);
  const isRunning = found?.isRunning ?? false;
  const hasFailed = found !== null && !isRunning && found.hasFailed;
  return (
    <div>
      <button type="button" disabled={isRunning || acting.isBusy} onClick={() => void acting.act(async () => setFound(await apply()))}>
        {words.apply.now}
      </button>{" "}
      <span role="status">
        {isRunning && words.apply.running(found!.done, found!.total)}
        {isApplied && !isRunning && !hasFailed && words.apply.done}
      </span>
      {hasFailed && (
        <div class="failed" role="alert">
          {words.apply.failed}
          {found.said.map((line, n) => (
            <p key={n} dir="auto">
              {line}
            </p>
          ))}
        </div>
      )}
      <Failed fault={acting.fault} />
    </div>
  );
}
