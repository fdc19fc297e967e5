// Doing something that the server has to do: one at a time, and what went wrong is said.

import { useRef, useState } from "preact/hooks";
import { Fault } from "../api/client";
import { strings } from "../strings";
import { useSession } from "./session";

export interface Acting {
  isBusy: boolean;
  fault: Fault | null;
  act: (work: () => Promise<unknown>) => Promise<boolean>; // whether it was done
}

export function useAct(): Acting {
  const [fault, setFault] = useState<Fault | null>(null);
  const [isBusy, setBusy] = useState(false);
  const atWork = useRef(false);
  const act = async (work: () => Promise<unknown>): Promise<boolean> => {
    if (atWork.current) return false;
    atWork.current = true;
    setBusy(true);
    setFault(null);
    try {
      await work();
      return true;
    } catch (cause) {
      if (!(cause instanceof Fault)) throw cause;
      setFault(cause);
      return false;
    } finally {
      atWork.current = false;
      setBusy(false);
    }
  };
  return { isBusy, fault, act };
}

/** What was decided last, and what could not be done. */
export function Outcome(props: { fault: Fault | null }) {
  const { said } = useSession();
  return (
    <>
      <p class="said" role="status">
        {said && <bdi>{said}</bdi>}
      </p>
      <Failed fault={props.fault} />
    </>
  );
}

/** What could not be done, and what to do about it. */
export function Failed(props: { fault: Fault | null }) {
  const { fault } = props;
  return (
    fault && (
      <div class="failed" role="alert">
        <bdi>{fault.status === 0 ? strings.state.unreachable : fault.message}</bdi> {fault.remedy && <bdi>{fault.remedy}</bdi>}
      </div>
    )
  );
}
