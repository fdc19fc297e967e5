// Countries on a map of equal areas. It is a picture with links for the mouse; beside it stands a list of the same.

import { type GeoProjection, geoAzimuthalEqualArea, geoEqualEarth, geoPath } from "d3-geo";
import codes from "i18n-iso-countries/codes.json";
import { useLocation } from "preact-iso";
import type { Feature, MultiPoint } from "geojson";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import { ranges, step, steps } from "../logic/world";
import { strings } from "../strings";
import "../style/map.css";

export type Area = "world" | "europe";

export interface Counted {
  code: string; // ISO 3166-1 alpha-2
  name: string;
  count: number;
  said: string;
  href: string;
}

const WIDTH = 960;
const HEIGHTS: Record<Area, number> = { world: 460, europe: 720 };
const NO_CODE: Record<string, string> = { Kosovo: "XK" }; // of what is on the map without a code of ISO 3166
const ANTARCTICA = "010";
const EUROPE: MultiPoint = { type: "MultiPoint", coordinates: [[-24, 64], [-10, 36], [10, 34], [34, 34.5], [46, 41], [42, 69], [10, 72]] };

const alpha2 = new Map(codes.map(([two, , numeric]) => [numeric, two]));

export interface Outlined {
  area: Area;
  countries: { code: string; outline: string }[];
}

/** The outlines of an area with the codes of the countries; of Europe they are finer, with the small states. */
export async function outlined(area: Area): Promise<Outlined> {
  const { default: atlas } = await (area === "world" ? import("world-atlas/countries-110m.json") : import("world-atlas/countries-50m.json"));
  const world = atlas as unknown as Topology<{ countries: GeometryCollection<{ name: string }> }>;
  const { features } = feature(world, world.objects.countries);
  const shapes = features.filter((one) => one.id !== ANTARCTICA);
  const path = geoPath(projected(area, shapes)).digits(1);
  const countries = shapes.map((one) => ({
    code: alpha2.get(String(one.id)) ?? NO_CODE[one.properties.name] ?? "",
    outline: path(one) ?? "",
  }));
  return { area, countries: countries.filter((one) => one.outline) };
}

function projected(area: Area, shapes: Feature[]): GeoProjection {
  const size: [number, number] = [WIDTH, HEIGHTS[area]];
  if (area === "europe") return geoAzimuthalEqualArea().rotate([-13, -52]).clipAngle(40).fitSize(size, EUROPE);
  return geoEqualEarth().fitSize(size, { type: "FeatureCollection", features: shapes });
}

export function WorldMap(props: { outlined: Outlined; countries: readonly Counted[] }) {
  const { route } = useLocation();
  const { countries } = props;
  const { area, countries: all } = props.outlined;
  const known = new Map(countries.map((one) => [one.code, one]));
  const bounds = steps(countries.map((one) => one.count));
  const off = countries.filter((one) => !all.some(({ code }) => code === one.code));
  const follow = (event: MouseEvent, href: string): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button !== 0) return;
    event.preventDefault(); // links of pictures are none that the shell of the views knows
    route(href);
  };
  return (
    <>
      <svg class="map" viewBox={`0 0 ${WIDTH} ${HEIGHTS[area]}`} aria-hidden="true">
        {all.filter(({ code }) => !known.has(code)).map(({ outline }, n) => <path key={n} d={outline} />)}
        {all.map(({ code, outline }, n) => {
          const one = known.get(code);
          return (
            one && (
              <a key={n} href={one.href} tabindex={-1} data-country={code} onClick={(event) => follow(event, one.href)}>
                <path d={outline} class={`step-${step(bounds, one.count)}`}>
                  <title>{`${one.name}: ${one.said}`}</title>
                </path>
              </a>
            )
          );
        })}
      </svg>
      <figcaption>
        <ul class="steps" aria-label={strings.landing.legend}>
          {ranges(bounds, Math.max(0, ...countries.map((one) => one.count))).map(([from, to], n) => (
            <li key={from} class={`step-${n + 1}`}>
              {strings.landing.range(from, to)}
            </li>
          ))}
        </ul>
        <p class="note">
          {strings.landing.equalArea} {off.length > 0 && <span data-off={off.length}>{strings.landing.off(off.map((one) => one.name).join(", "))}</span>}
        </p>
      </figcaption>
    </>
  );
}
