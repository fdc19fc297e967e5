// What a view shows of an answer: that it is awaited, why it failed, that there is nothing, or what is there.

import type { ComponentChildren } from "preact";
import type { Answer } from "../api/answer";
import { strings } from "../strings";

export function Shown<T>(props: { answer: Answer<T>; children: (value: T) => ComponentChildren }) {
  const { answer } = props;
  if (answer.state === "there") return <>{props.children(answer.value)}</>;
  if (answer.state === "loading") {
    return (
      <p class="state" role="status">
        {strings.state.loading}
      </p>
    );
  }
  const { fault } = answer;
  return (
    <div class="state failed" role="alert">
      <p>
        <strong>{strings.state.failed}</strong> <bdi>{fault.status === 0 ? strings.state.unreachable : fault.message}</bdi>
      </p>
      {fault.remedy && (
        <p>
          <bdi>{fault.remedy}</bdi>
        </p>
      )}
      <button type="button" onClick={answer.again}>
        {strings.state.again}
      </button>
    </div>
  );
}

export const Empty = () => <p class="state">{strings.state.empty}</p>;
