// A small map to tap a place on. Fetched when it is opened; kept for use without a line.
import { useEffect, useRef, useState } from "preact/hooks";
import type { Feature } from "geojson";
import type { GeoJSONSource, Map as MapLibre } from "maplibre-gl";
import { Button } from "../../design/button";
import { t } from "../../language/language";
import type { Lists } from "./lists";

const ROUND = 48;

export function PlaceMap(props: {
  lists: Lists;
  lat: number | null;
  lon: number | null;
  /** Metres. */
  radius: number;
  /** Degrees, and how closely a finger could point at this zoom, in metres. */
  onPick: (lat: string, lon: string, metres: number) => void;
}) {
  const { lists, lat, lon, radius, onPick } = props;
  const box = useRef<HTMLDivElement>(null);
  const map = useRef<MapLibre | null>(null);
  const [state, setState] = useState<"loading" | "ready" | "failed">("loading");
  const pick = useRef(onPick);
  pick.current = onPick;

  useEffect(() => {
    let gone = false;
    void (async () => {
      const [{ openMap, loadGround, groundStyle, FONT }, { colours }] = await Promise.all([import("../../map/ground"), import("../../map/colours")]);
      const land = await loadGround();
      if (gone || !box.current) return;
      const look = colours();
      const { sources, below, above } = groundStyle(land, look, lists.map.tiles);
      const made = await openMap(box.current, lists, {
        style: {
          version: 8,
          sources: {
            ...sources,
            picked: { type: "geojson", data: disc(lat, lon, radius) },
            places: {
              type: "geojson",
              data: {
                type: "FeatureCollection",
                features: lists.places.flatMap(({ name, shape }) =>
                  "disc" in shape ? [{ type: "Feature" as const, properties: { name }, geometry: { type: "Point" as const, coordinates: shape.disc.centre } }] : [],
                ),
              },
            },
          },
          layers: [
            ...below,
            { id: "picked", type: "fill", source: "picked", paint: { "fill-color": look.accent, "fill-opacity": 0.25 } },
            { id: "picked-edge", type: "line", source: "picked", paint: { "line-color": look.accent, "line-width": 2 } },
            {
              id: "places", type: "symbol", source: "places",
              layout: { "text-field": ["get", "name"], "text-font": FONT, "text-size": 12 },
              paint: { "text-color": look.ink, "text-halo-color": look.land, "text-halo-width": 1.5 },
            },
            ...above,
          ],
        },
        ...(lat !== null && lon !== null
          ? { center: [lon, lat], zoom: 10 }
          : lists.bounds && { bounds: lists.bounds, fitBoundsOptions: { padding: 8 } }),
      });
      if (gone) return made.remove();
      map.current = made;
      made.on("click", ({ lngLat }) => pick.current(lngLat.lat.toFixed(5), lngLat.lng.toFixed(5), finger(made, lngLat.lat)));
      setState("ready");
    })().catch(() => setState("failed"));
    return () => {
      gone = true;
      map.current?.remove();
      map.current = null;
    };
  }, []);

  useEffect(() => {
    const shown = map.current;
    if (!shown) return;
    const draw = () => shown.getSource<GeoJSONSource>("picked")?.setData(disc(lat, lon, radius));
    if (shown.isStyleLoaded()) draw();
    else shown.once("load", draw);
  }, [state, lat, lon, radius]);

  if (state === "failed") return <p class="form-wrong">{t("form-map-failed")}</p>;
  return (
    <div class="form-map">
      <div ref={box} class="form-map-box" dir="ltr" role="group" aria-label={t("form-map")}>
        <span class="form-cross" aria-hidden="true" />
      </div>
      <Button
        disabled={state !== "ready"}
        onClick={() => {
          const shown = map.current;
          const centre = shown?.getCenter();
          if (shown && centre) onPick(centre.lat.toFixed(5), centre.lng.toFixed(5), finger(shown, centre.lat));
        }}
      >
        {t("form-map-middle")}
      </Button>
    </div>
  );
}

/** Half a finger on the map, in metres, in two digits. */
function finger(map: MapLibre, lat: number): number {
  const pixel = (40_075_017 * Math.cos((lat * Math.PI) / 180)) / (512 * 2 ** map.getZoom());
  return Math.max(50, Number((12 * pixel).toPrecision(2)));
}

function disc(lat: number | null, lon: number | null, radius: number): Feature {
  const ring = lat === null || lon === null ? [] : Array.from({ length: ROUND + 1 }, (_, step) => {
    const angle = (step / ROUND) * 2 * Math.PI;
    return [
      lon + (radius * Math.sin(angle)) / (111_195 * Math.max(0.01, Math.cos((lat * Math.PI) / 180))),
      lat + (radius * Math.cos(angle)) / 111_195,
    ];
  });
  return { type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: [ring] } };
}
