// The views by their addresses, in the order of the navigation. A view that draws much is loaded when it is opened
// (`lazy` of preact-iso), so that the first load stays small.

import type { FunctionComponent } from "preact";
import { lazy } from "preact-iso";
import { strings } from "../strings";
import { Actor } from "./actor";
import { Actors, Outlets } from "./actors";
import { Claim } from "./claim";
import { Claims } from "./claims";
import { Debate } from "./debate";
import { Debates } from "./debates";
import { Ontology } from "./ontology";
import { Outlet } from "./outlet";
import { Search } from "./search";
import { SignIn } from "./signin";
import { Start } from "./start";

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
  { path: "/network", name: strings.nav.network, show: lazy(() => import("./network").then(({ Network }) => Network)) },
  { path: "/ontology", name: strings.nav.ontology, show: Ontology },
  { path: "/search", show: Search },
  { path: "/review", name: strings.reviewing.title, isReview: true, show: lazy(() => import("./review").then(({ Review }) => Review)) },
  { path: "/review/disagreements", show: lazy(() => import("./disagreements").then(({ Disagreements }) => Disagreements)) },
  { path: "/signin", show: SignIn },
];
