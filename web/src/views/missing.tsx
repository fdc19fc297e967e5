import { Page } from "../parts/page";
import { strings } from "../strings";

/** What is shown at an address that no view has. */
export const Missing = () => (
  <Page title={strings.state.missing}>
    <p>
      <a href="/">{strings.state.home}</a>
    </p>
  </Page>
);
