import "./style/index.css"; // first, so that the looks of a part come after it
import { render } from "preact";
import { App } from "./app";
import { applyTheme } from "./parts/theme";

applyTheme();
render(<App />, document.getElementById("app") as HTMLElement);
