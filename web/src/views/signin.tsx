import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { Fault } from "../api/client";
import * as places from "../logic/places";
import { Page } from "../parts/page";
import { useSession } from "../parts/session";
import { strings } from "../strings";

const words = strings.reviewing.signIn;

/** Signing in with a token; then it goes back to where somebody came from. */
export function SignIn() {
  const { me, signIn } = useSession();
  const { query, route } = useLocation();
  const [fault, setFault] = useState(query.expired ? words.expired : "");
  const back = places.within(query.back);
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const given = String(new FormData(event.currentTarget as HTMLFormElement).get("token")).trim();
    try {
      await signIn(given);
      route(back, true);
    } catch (cause) {
      setFault(told(cause));
    }
  };
  return (
    <Page title={words.title}>
      {fault && (
        <p class="state failed" role="alert">
          {fault}
        </p>
      )}
      <form class="filters" method="post" onSubmit={submit}>
        <label>
          {words.token}
          <input type="password" name="token" required pattern="[!-~ ]+" autoComplete="current-password" spellcheck={false} />
        </label>
        <span class="buttons">
          <button type="submit">{words.go}</button>
        </span>
      </form>
      {me?.name && (
        <p>
          {me.mayReview ? words.done : words.mayNot} <a href={back}>{words.back}</a>
        </p>
      )}
      <p class="note">
        {words.why} <code>{words.command}</code> {words.then}
      </p>
    </Page>
  );
}

function told(cause: unknown): string {
  if (!(cause instanceof Fault)) throw cause;
  if (cause.status === 401) return words.wrong;
  return cause.status === 0 ? strings.state.unreachable : cause.message;
}
