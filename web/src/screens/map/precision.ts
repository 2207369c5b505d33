// Where an incident is, said so that nobody takes it for a point.
import type { Place } from "../../api/types";
import { t } from "../../language/language";
import { distance } from "../../language/told";

/** "somewhere within 2 km of Khan Tuman" */
export function whereabouts({ name, region, shape }: Place): string {
  const title = name ?? region;
  if (shape === null) return title === null ? t("place-open") : t("map-somewhere-in", { place: title });
  if ("disc" in shape) {
    const within = distance(shape.disc.radius_m);
    return title === null ? t("map-somewhere-here", { distance: within }) : t("map-somewhere-within", { distance: within, place: title });
  }
  if ("line" in shape) {
    const margin = distance(shape.line.margin_m);
    return t("map-somewhere-along", { distance: margin, place: title ?? t("place-unnamed") });
  }
  return t("map-somewhere-in", { place: title ?? t("place-unnamed") });
}
