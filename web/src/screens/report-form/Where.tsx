// Where it happened: by direction and distance from where the observer stands, by name, or on the
// map. Where the observer stood is asked apart from it, and sealed.
import { useState } from "preact/hooks";
import { Button } from "../../design/button";
import { t } from "../../language/language";
import { distance } from "../../language/told";
import { Choice, type FieldProps, Labelled, Tile } from "./Fields";
import { PlaceMap } from "./PlaceMap";
import { type Form, SECTORS, type Sector, WAYS, read } from "./form";
import { where } from "./tellback";

/** North is up, as on a map, in every language. */
const ROSE: readonly (Sector | null)[] = ["NW", "N", "NE", "W", null, "E", "SW", "S", "SE"];
const RANGES = [["0", "1"], ["1", "2"], ["2", "4"], ["4", "5"], ["5", "10"]] as const;
const RADII = ["0.2", "1", "2", "5"] as const;

export function Where(props: FieldProps) {
  const { lists, form, faults, onChange } = props;
  return (
    <>
      <div class="form-tiles two" role="group" aria-label={t("form-part-where")}>
        {WAYS.map((way) => (
          <Tile key={way} name="way" checked={form.way === way} onPick={() => onChange({ way })}>
            {t(`form-way-${way}`)}
          </Tile>
        ))}
      </div>
      {form.way === "bearing" && (
        <>
          <Own {...props} />
          <Choice place="direction" faults={faults}>
            <div class="form-rose" dir="ltr">
              {ROSE.map((sector, index) =>
                sector === null ? (
                  <span key={index} class="form-rose-middle" aria-hidden="true">{t("form-you")}</span>
                ) : (
                  <Tile key={sector} name="sector" checked={form.sector === sector && form.degrees.trim() === ""} onPick={() => onChange({ sector, degrees: "" })}>
                    <span class={`form-arrow at-${SECTORS.indexOf(sector)}`} aria-hidden="true">↑</span>
                    <span>{t(`form-wind-${sector}`)}</span>
                  </Tile>
                ),
              )}
            </div>
            <label class="field">
              <span class="label">{t("form-label-degrees")}</span>
              <input inputMode="decimal" autocomplete="off" maxLength={6} value={form.degrees} onInput={(event) => onChange({ degrees: event.currentTarget.value })} />
            </label>
          </Choice>
          <Choice place="range" faults={faults}>
            <div class="row">
              {RANGES.map(([near, far]) => (
                <Button key={far} aria-pressed={form.near === near && form.far === far} onClick={() => onChange({ near, far })}>
                  <bdi dir="ltr">{`${near}–${far}`}</bdi>
                </Button>
              ))}
            </div>
            <div class="form-pair tight">
              <Kilometres label={t("form-label-near")} value={form.near} onInput={(near) => onChange({ near })} />
              <Kilometres label={t("form-label-far")} value={form.far} onInput={(far) => onChange({ far })} />
            </div>
          </Choice>
        </>
      )}
      {form.way === "place" && (
        <Labelled place="place" faults={faults}>
          {(control) => (
            <>
              <input {...control} dir="auto" list="form-places" autocomplete="off" maxLength={200} value={form.place} onInput={(event) => onChange({ place: event.currentTarget.value })} />
              <datalist id="form-places">
                {lists.places.map(({ name, region }) => (
                  <option key={name} value={name}>{region ?? ""}</option>
                ))}
              </datalist>
            </>
          )}
        </Labelled>
      )}
      {form.way === "spot" && <Spot {...props} />}
      <p class="form-live" aria-live="polite">{where(form)}</p>
    </>
  );
}

function Own({ lists, form, faults, onChange }: FieldProps) {
  const [state, setState] = useState<"" | "asking" | "denied" | "failed">("");
  const [map, setMap] = useState(false);
  const locate = () => {
    if (!navigator.geolocation) return setState("failed");
    setState("asking");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setState("");
        onChange({ ownLat: coords.latitude.toFixed(5), ownLon: coords.longitude.toFixed(5), ownAccuracy: String(Math.ceil(coords.accuracy)) });
      },
      ({ code }) => setState(code === 1 ? "denied" : "failed"),
      { enableHighAccuracy: true, timeout: 30_000, maximumAge: 60_000 },
    );
  };
  const accuracy = read(form.ownAccuracy);
  return (
    <Choice place="own" faults={faults}>
      <p class="form-sealed small">{t("form-sealed")}</p>
      <div class="row">
        <Button look="main" onClick={locate} disabled={state === "asking"}>{t(state === "asking" ? "form-locating" : "form-locate")}</Button>
        <Button aria-expanded={map} onClick={() => setMap(!map)}>{t(map ? "form-map-close" : "form-map-open")}</Button>
      </div>
      {(state === "denied" || state === "failed") && <p class="form-wrong" role="alert">{t(`form-locate-${state}`)}</p>}
      <Degrees lat={form.ownLat} lon={form.ownLon} onInput={(lat, lon) => onChange({ ownLat: lat, ownLon: lon, ownAccuracy: "" })} />
      {form.ownLat !== "" && accuracy !== null && <p class="small soft">{t("form-accuracy", { distance: distance(accuracy) })}</p>}
      {map && (
        <PlaceMap
          lists={lists}
          lat={read(form.ownLat)}
          lon={read(form.ownLon)}
          radius={accuracy ?? 100}
          onPick={(lat, lon, metres) => onChange({ ownLat: lat, ownLon: lon, ownAccuracy: String(metres) })}
        />
      )}
    </Choice>
  );
}

function Spot({ lists, form, faults, onChange }: FieldProps) {
  const radius = read(form.radius);
  // A place cannot be known more closely than it was pointed at.
  const pick = (lat: string, lon: string, metres: number) =>
    onChange({ lat, lon, ...((radius ?? 0) * 1000 < metres && { radius: String(metres / 1000) }) });
  return (
    <>
      <Choice place="spot" faults={faults}>
        <PlaceMap lists={lists} lat={read(form.lat)} lon={read(form.lon)} radius={(radius ?? 1) * 1000} onPick={pick} />
        <Degrees lat={form.lat} lon={form.lon} onInput={(lat, lon) => onChange({ lat, lon })} />
      </Choice>
      <Choice place="radius" faults={faults}>
        <div class="row">
          {RADII.map((value) => (
            <Button key={value} aria-pressed={form.radius === value} onClick={() => onChange({ radius: value })}>
              {distance(Number(value) * 1000)}
            </Button>
          ))}
        </div>
        <Kilometres label={t("form-label-kilometres")} value={form.radius} onInput={(value) => onChange({ radius: value })} />
      </Choice>
      <label class="field">
        <span class="label">{t("form-label-spot-name")}</span>
        <input dir="auto" maxLength={200} value={form.place} onInput={(event) => onChange({ place: event.currentTarget.value })} />
      </label>
    </>
  );
}

function Kilometres({ label, value, onInput }: { label: string; value: string; onInput: (value: Form["near"]) => void }) {
  return (
    <label class="field">
      <span class="small">{label}</span>
      <input inputMode="decimal" autocomplete="off" maxLength={7} value={value} onInput={(event) => onInput(event.currentTarget.value)} />
    </label>
  );
}

function Degrees({ lat, lon, onInput }: { lat: string; lon: string; onInput: (lat: string, lon: string) => void }) {
  return (
    <div class="form-pair tight">
      <label class="field">
        <span class="small">{t("form-label-lat")}</span>
        <input inputMode="text" autocomplete="off" maxLength={12} dir="ltr" placeholder="36.20210" value={lat} onInput={(event) => onInput(event.currentTarget.value, lon)} />
      </label>
      <label class="field">
        <span class="small">{t("form-label-lon")}</span>
        <input inputMode="text" autocomplete="off" maxLength={12} dir="ltr" placeholder="37.16010" value={lon} onInput={(event) => onInput(lat, event.currentTarget.value)} />
      </label>
    </div>
  );
}
