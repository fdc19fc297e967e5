// The views by their addresses, in the order of the navigation. A view that draws much is loaded when it is opened
// (`lazy` of preact-iso), so that the first load stays small.

import type { FunctionComponent } from "preact";
import { lazy } from "preact-iso";
import { strings } from "../strings";
import { Actor } from "./actor";
import { Actors, Outlets } from "./actors";
import { Claim } from "./claim";
import { Claims } from "./claims";
import { Compare } from "./compare";
import { Debate } from "./debate";
import { Debates } from "./debates";
import { Ontology } from "./ontology";
import { Outlet } from "./outlet";
import { Portrait } from "./portrait";
import { Search } from "./search";
import { Stances } from "./stances";
import { SignIn } from "./signin";
import { Start } from "./start";
import { Term } from "./term";

export interface View {
  path: string;
  name?: string; // in the navigation
  isReview?: boolean; // for those who may review
  show: FunctionComponent<{ id: string }>;
}

export const views: readonly View[] = [
  { path: "/", name: strings.nav.start, show: Start },
  { path: "/debates", name: strings.nav.debates, show: Debates },
  { path: "/debates/:id", show: Debate },
  { path: "/actors", name: strings.nav.actors, show: Actors },
  { path: "/actors/:id", show: Actor },
  { path: "/outlets", name: strings.nav.outlets, show: Outlets },
  { path: "/outlets/:id", show: Outlet },
  { path: "/claims", name: strings.nav.claims, show: Claims },
  { path: "/claims/:id", show: Claim },
  { path: "/compare", name: strings.nav.compare, show: Compare },
  { path: "/portrait", show: Portrait },
  { path: "/stances", show: Stances },
  { path: "/network", name: strings.nav.network, show: lazy(() => import("./network").then(({ Network }) => Network)) },
  { path: "/query", name: strings.nav.query, show: lazy(() => import("./query").then(({ Query }) => Query)) },
  { path: "/ontology", name: strings.nav.ontology, show: Ontology },
  { path: "/ontology/:id", show: Term },
  { path: "/search", show: Search },
  { path: "/review", name: strings.reviewing.title, isReview: true, show: lazy(() => import("./review").then(({ Review }) => Review)) },
  { path: "/review/disagreements", show: lazy(() => import("./disagreements").then(({ Disagreements }) => Disagreements)) },
  { path: "/signin", show: SignIn },
];
